import { expect } from "chai";
import { decodeObserved } from "../../../provider/observe/decode";
import { Counter, FrameReader } from "../../../provider/ssh/frame.js";
import { LineSplitter, LONGEST_LINE } from "../../../provider/ssh/lines.js";
import { expectLinear } from "../growth";

const NONCE = "00112233445566778899aabbccddeeff";
const MIB = 1024 * 1024;

/** Feeds a reader in the small pieces of which a hostile host may make its answer. */
const inPieces = (text: Buffer, piece: number, push: (bytes: Buffer) => void) => {
  for (let at = 0; at < text.length; at += piece) push(text.subarray(at, at + piece));
};

describe("What an answer takes grows with its length, not with its square", function () {
  this.timeout(120_000);

  it("when it is one line without an end", () => {
    expectLinear(2 * MIB, (size) => () => {
      const splitter = new LineSplitter(() => {});
      inPieces(Buffer.alloc(size, "x"), 1024, (bytes) => splitter.push(bytes));
      splitter.end();
    });
  });

  it("when it looks like its end over and over", () => {
    expectLinear(MIB / 2, (size) => () => {
      const reader = new FrameReader(NONCE);
      const text = Buffer.from(`${NONCE} begin\n${`${NONCE} end x`.repeat(size / 38)}`);
      inPieces(text, 1024, (bytes) => reader.push(bytes));
      return reader.text;
    });
  });

  it("when sudo and the login shell talk and talk", () => {
    expectLinear(MIB / 4, (size) => () => {
      const counter = new Counter("linux-bond-ready");
      inPieces(Buffer.alloc(size, "linux-bond-"), 8, (bytes) => counter.hear(bytes));
    });
  });

  it("when the host has tens of thousands of addresses", () => {
    expectLinear(4000, (size) => {
      const lines = Array.from(
        { length: size },
        (_, i) =>
          ` 2: em1    inet 10.${i >> 16}.${(i >> 8) & 255}.${i & 255}/8 scope global em1\\       valid_lft forever`,
      );
      const answer = [
        "uid 0",
        "digest 0123456789abcdef",
        "sysfs",
        " /sys/class/net/em1/address:52:54:00:00:00:01",
        "addresses",
        ...lines,
        "end",
        "",
      ].join("\n");
      expect(decodeObserved(answer).links.em1?.addresses).to.have.length(size);
      return () => decodeObserved(answer);
    });
  });
});

describe("A line of a host", () => {
  it("is kept up to a length that no honest line has, and the next one is whole", () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    inPieces(Buffer.from(`${"x".repeat(3 * LONGEST_LINE)}\nnext\nlast`), 1000, (bytes) => splitter.push(bytes));
    splitter.end();
    expect(lines.map((line) => line.length)).to.deep.equal([LONGEST_LINE, 4, 4]);
  });
});

describe("A mark in a stream", () => {
  it("is counted once wherever the network cuts it, and the output may hold what looks like it", () => {
    const text = Buffer.from(`a${"mark".repeat(3)}mar mark`);
    for (let piece = 1; piece < 12; piece++) {
      const counter = new Counter("mark");
      inPieces(text, piece, (bytes) => counter.hear(bytes));
      expect(counter.count, String(piece)).to.equal(4);
      const reader = new FrameReader(NONCE);
      const body = `x${NONCE} end y\n${NONCE} end 1 2`;
      inPieces(Buffer.from(`${NONCE} begin\n${body} and more\n${NONCE} end 3\n`), piece, (bytes) => reader.push(bytes));
      expect([reader.text, reader.code]).to.deep.equal([`${body} and more\n`, 3]);
    }
  });
});
