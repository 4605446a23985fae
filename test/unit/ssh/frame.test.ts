import { expect } from "chai";
import fc from "fast-check";
import { EXEC, encode, FrameReader, READY } from "../../../provider/ssh/frame.js";
import { LineSplitter } from "../../../provider/ssh/lines.js";

const NONCE = "00112233445566778899aabbccddeeff";

/** Feeds a text in chunks of these sizes, over and over. */
const read = (text: string, sizes: number[]) => {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  const reader = new FrameReader(NONCE, (bytes) => splitter.push(bytes));
  const bytes = Buffer.from(text);
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    reader.push(bytes.subarray(at, at + size));
    at += size;
  }
  splitter.end();
  return { reader, lines };
};

describe("The exec command", () => {
  for (const [name, text] of Object.entries(EXEC)) {
    it(`reads the same in every login shell (${name})`, () => {
      expect(text).to.not.match(/[\\!\n\r]/);
      expect(text.split("'")).to.have.length(3);
      expect(Buffer.byteLength(text)).to.be.lessThan(1024);
      expect(text).to.contain(`echo ${READY} >&2`);
    });
  }

  it("carries the sizes of script and input in bytes, then both as they are", () => {
    const { nonce, payload } = encode({ script: "écho", input: "ü'\"$(x)\n" });
    expect(payload.toString()).to.equal(`${nonce} 5 9\néchoü'"$(x)\n`);
    expect(encode({ script: "", input: "" }).nonce)
      .to.match(/^[0-9a-f]{32}$/)
      .and.not.equal(nonce);
  });
});

describe("The answer of a host", () => {
  it("is the same however the network cuts it", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 200 });
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, text, fc.nat(255), text, sizes, (noise, body, code, after, cuts) => {
        const { reader, lines } = read(`${noise}${NONCE} begin\n${body}${NONCE} end ${code}\n${after}`, cuts);
        expect([reader.noise, reader.text, reader.code]).to.deep.equal([noise, body, code]);
        const expected = body.split("\n");
        if (expected.at(-1) === "") expected.pop();
        expect(lines).to.deep.equal(expected);
      }),
    );
  });

  it("has no code until the closing mark is whole", () => {
    const { reader } = read(`${NONCE} begin\nhalf${NONCE} end 1`, [7]);
    expect([reader.begun, reader.code]).to.deep.equal([true, undefined]);
  });

  it("is not begun by marks that carry another word", () => {
    const { reader } = read(`${NONCE.replace("0", "1")} begin\nx`, [5]);
    expect([reader.begun, reader.text]).to.deep.equal([false, ""]);
  });

  it("hands a line on before anything follows it", () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    const reader = new FrameReader(NONCE, (bytes) => splitter.push(bytes));
    reader.push(Buffer.from(`${NONCE} begin\nstep 1\n`));
    expect(lines).to.deep.equal(["step 1"]);
  });
});
