import { expect } from "chai";
import fc from "fast-check";
import { LEGACY_NAMES, offer } from "../../../provider/ssh/algorithms.js";
import { exclusively, printable } from "../../../provider/ssh/index.js";
import { Slots } from "../../../provider/ssh/slots.js";
import { sudoFailure } from "../../../provider/ssh/sudo.js";

describe("Text from a host", () => {
  it("cannot move the cursor, ring, hide or turn around", () => {
    expect(printable("\u001b[31mred\u0007\r\n\u009b2J\u202egnp")).to.equal(
      "\\e[31mred\\u{7}\\r\\n\\u{9b}2J\\u{202e}gnp",
    );
    const direction = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
    for (const char of `${direction}\u00ad\u200b\ufeff\u2028\u{e0041}`)
      expect(printable(`a${char}b`)).to.match(/^a\\u\{[0-9a-f]+\}b$/);
    const escaped = (text: string) => !/[\p{Cc}\p{Cf}]/u.test(printable(text));
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), escaped));
  }).timeout(60_000);

  it("is cut when it is long", () => {
    expect(printable("x".repeat(400))).to.equal(`${"x".repeat(300)}…`);
  });
});

describe("Algorithms", () => {
  const names = (legacy: string[]) => Object.values(offer(legacy, [], [])).flat();

  it("hold nothing legacy unless it is named, and then only that", () => {
    expect(names([]).filter((name) => LEGACY_NAMES.includes(name))).to.deep.equal([]);
    expect(names([]).filter((name) => /sha1|cbc|md5|dss/.test(name))).to.deep.equal([]);
    expect(names(["ssh-rsa"]).filter((name) => LEGACY_NAMES.includes(name))).to.deep.equal(["ssh-rsa"]);
  });

  it("ask first for the types of key that are known", () => {
    const asked = offer([], ["ssh-rsa"], []).serverHostKey as string[];
    expect(asked.slice(0, 3)).to.deep.equal(["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519"]);
    expect(offer([], [], ["ssh-ed25519"]).serverHostKey).to.not.include("ssh-ed25519");
  });
});

describe("sudo's own words", () => {
  const said = (text: string) => sudoFailure("media1", "ops", text).message;
  for (const [text, sense] of [
    ["sudo: sorry, you must have a tty to run sudo", /requiretty.*!requiretty/],
    ["sudo: a password is required", /Set sudo: \{ password \}/],
    ["ops is not in the sudoers file.", /does not allow it to this user/],
    ["Sorry, user ops is not allowed to execute '/bin/sh'", /does not allow it to this user/],
    ["csh: sudo: Command not found.", /no sudo on the host/],
  ] as const) {
    it(`are explained: ${text}`, () => {
      expect(said(text))
        .to.match(sense)
        .and.match(/^Unable to become root on media1 as ops: .* Nothing was changed\.$/);
    });
  }
});

describe("The queue of a host", () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it("lets one writer in at a time, in order, and goes on after a failure", async () => {
    const log: string[] = [];
    const work = (name: string, fails = false) =>
      exclusively({ host: "queue.test", user: name }, async () => {
        log.push(`${name} in`);
        await pause(5);
        log.push(`${name} out`);
        if (fails) throw new Error(name);
      });
    const ends = await Promise.allSettled([work("a"), work("b", true), work("c")]);
    expect(ends.map((end) => end.status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
    expect(log).to.deep.equal(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });

  it("does not hold up another host", async () => {
    let other = false;
    await exclusively({ host: "queue.test" }, () =>
      exclusively({ host: "queue.test", port: 2222 }, async () => {
        other = true;
      }),
    );
    expect(other).to.equal(true);
  });
});

describe("Turns on a connection", () => {
  it("shrink to what the host allows and never get stuck", async () => {
    const slots = new Slots();
    const first = await slots.take();
    first.opened();
    const second = await slots.take();
    expect(second.refused()).to.equal(true);
    second.free();
    let third = false;
    const waiting = slots.take().then((slot) => {
      third = true;
      slot.free();
    });
    await Promise.resolve();
    expect(third).to.equal(false);
    first.free();
    await waiting;
    expect((await slots.take()).refused()).to.equal(false);
  });
});
