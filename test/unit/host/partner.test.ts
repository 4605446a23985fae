import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { idleMembers } from "../../../provider/proc/lacp";
import { scan } from "../../../provider/proc/scan";
import { lacpText, PARTNER, type Port } from "../proc/lacpText";
import { WORDS } from "./words";

const states = fc.oneof(
  fc.constantFrom([63, 61] as const, [7, 69] as const, [15, 69] as const, [77, 1] as const),
  fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 })),
);
const port = (name: string): fc.Arbitrary<Port> =>
  fc
    .record({ carrier: fc.boolean(), aggregator: fc.constantFrom(1, 1, 2), states: fc.option(states) })
    .map(({ carrier, aggregator, states: both }) => ({ name, carrier, aggregator, ...(both && { states: both }) }));
const bond = fc.record({
  ports: fc.tuple(port("em1"), port("em2"), port("em3")),
  partner: fc.constantFrom(PARTNER, PARTNER, PARTNER, "00:00:00:00:00:00"),
  asked: fc.subarray(["em1", "em2", "em3"]),
});

for (const shell of ["dash", "bash"])
  describe(`The check for a LACP partner, under ${shell}`, function () {
    this.timeout(60_000);
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "partner-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** What the check says of each of these bonds: "yes", or what it found. */
    const ask = (bonds: readonly { ports: readonly Port[]; partner: string; asked: readonly string[] }[]) => {
      for (const [at, { ports, partner }] of bonds.entries()) {
        for (const { name, carrier } of ports) {
          mkdirSync(join(folder, String(at), name), { recursive: true });
          writeFileSync(join(folder, String(at), name, "carrier"), carrier ? "1\n" : "0\n");
        }
        writeFileSync(join(folder, String(at), "bond0"), lacpText(ports, partner));
      }
      const calls = bonds.map(({ asked }, at) => {
        return `NET=$1/${at} BONDS=$1/${at}; check_partner bond0 "${asked.join(" ")}" && echo yes || echo "$found"`;
      });
      const text = `${WORDS}\n${calls.join("\n")}`;
      return spawnSync(shell, ["-c", text, shell, folder], { encoding: "utf8" }).stdout.trimEnd().split("\n");
    };

    it("says of every bond what the warnings of its state say, for the members that are asked for", () => {
      const bonds = fc.sample(bond, { numRuns: 300, seed: 16 });
      const answers = ask(bonds);
      expect(answers.length).to.equal(bonds.length);
      for (const [at, { ports, partner, asked }] of bonds.entries()) {
        const idle = scan(lacpText(ports))
          .flatMap(idleMembers)
          .filter((name) => asked.includes(name));
        expect(answers[at] === "yes", answers[at]).to.equal(idle.length === 0 && partner === PARTNER);
        for (const name of idle) expect(answers[at]).to.include(name);
      }
    });

    it("names the partner, the member and the reason", () => {
      const well = { name: "em1", carrier: true, aggregator: 1, states: [63, 61] } as const;
      const asked = ["em1", "em2"];
      const found = ask([
        { ports: [well, { ...well, name: "em2", states: [7, 69] }], partner: PARTNER, asked },
        { ports: [well, { ...well, name: "em2", aggregator: 2 }], partner: "00:00:00:00:00:00", asked },
      ]);
      expect(found).to.deep.equal([
        `partner ${PARTNER}; em2 is in the active aggregator but carries nothing: the partner is not in sync`,
        "partner none; em2 is in aggregator 2, not in the active one (1)",
      ]);
    });
  });
