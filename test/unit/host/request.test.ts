import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { type BeginRequest, encodeBegin, newTransactionId } from "../../../provider/host/request";
import { hostScript } from "../../../provider/host/scripts";
import type { FileChange, Plan } from "../../../provider/model/plan";

const plan: Plan = { device: "bond0", files: [], steps: [], verify: [] };
const request = (over: Partial<BeginRequest> = {}): BeginRequest => ({
  id: "20260101T000000Z-abc",
  plan,
  digest: "0".repeat(64),
  holder: "ann@laptop",
  rollbackAfter: 120,
  probes: [],
  ...over,
});

/** What the host's own reader makes of a request, file by file. */
function readByHost(text: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "request-"));
  try {
    const script = `${hostScript("begin").replace(/\nbegin\n$/, "\n")}\ndir=$1\nread_request "$(cat)"\n`;
    execFileSync("sh", ["-c", script, "sh", folder], { input: text });
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("A request to a host", function () {
  this.timeout(60_000);

  it("arrives as the files that a transaction works from", () => {
    const full: Plan = {
      ...plan,
      files: [{ path: "/etc/x", content: "a\nb", mode: "640", keepOriginal: true }],
      steps: [
        {
          title: "a | title\nof two lines",
          disruption: "live",
          do: [["mtu", "em1", "9000"], ["files"]],
          undo: [["route-add", "default", "10.0.0.1", "em1", ""]],
        },
      ],
      verify: [["up", "em1"]],
    };
    const read = readByHost(encodeBegin(request({ plan: full, probes: [{ tcp: "10.0.0.1:22" }], failAt: "worker:2" })));
    expect(read).to.include({
      id: "20260101T000000Z-abc\n",
      list: "1|write|keep|640|/etc/x\n",
      "new.1": "a\nb",
      "title.1": "a title of two lines\n",
      "do.1": "mtu|em1|9000\nfiles\n",
      "undo.1": "route-add|default|10.0.0.1|em1|\n",
      checks: "up|em1\n",
      "probe-list": "tcp|10.0.0.1:22\n",
      steps: "1\n",
      "fail-at": "worker:2\n",
      "rollback-after": "120\n",
    });
  });

  it("carries any text of a file byte for byte, and no text can pass for a header", () => {
    const lines = fc.array(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom("", "end", "do files", "file write|||/etc/passwd", " .", ".", "\r"),
      ),
    );
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 3 }), (texts) => {
        const contents = texts.map((text) => text.join("\n").replaceAll("\0", ""));
        const files = contents.map((content, n): FileChange => ({ path: `/etc/f${n}`, content, mode: "644" }));
        const read = readByHost(encodeBegin(request({ plan: { ...plan, files } })));
        contents.forEach((content, n) => {
          expect(read[`new.${n + 1}`]).to.equal(Buffer.from(content, "utf8").toString("utf8"));
        });
        expect(read).not.to.have.property("do.1");
      }),
      { numRuns: 60 },
    );
  });

  it("that was cut off is refused by the host's reader", () => {
    const whole = encodeBegin(request());
    for (const length of [10, whole.length / 2, whole.length - 5]) {
      expect(() => readByHost(whole.slice(0, length)), `${length} characters`).to.throw();
    }
  });

  it("never carries a word that is two words, nor a NUL", () => {
    const bad = (word: string): Plan => ({ ...plan, verify: [["up", word]] });
    for (const word of ["em1|up", "em1\nfiles", "em1\r"]) {
      expect(() => encodeBegin(request({ plan: bad(word) }))).to.throw(/not one word/);
    }
    const file = { path: "/etc/x", content: "a\0b", mode: "644" };
    expect(() => encodeBegin(request({ plan: { ...plan, files: [file] } }))).to.throw(/NUL/);
  });

  it("has an id that sorts by time", () => {
    expect(newTransactionId(new Date("2026-11-24T01:02:03.456Z"), "aB3/dEf09xx")).to.equal("20261124T010203Z-aB3dEf09");
  });
});
