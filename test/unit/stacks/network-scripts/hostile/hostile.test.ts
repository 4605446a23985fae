import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { unsafeKey, unsafeReason } from "../../../../../provider/formats/ifcfg/quote";
import { BOOT_KEYS, namesMaster } from "../../../../../provider/stacks/network-scripts/greps";
import { renderFiles } from "../../../../../provider/stacks/network-scripts/render";
import { declaration } from "../../../../model/declaration";
import { sourceAll } from "../shells";
import { PLACES } from "./places";
import { HOSTILE } from "./values";

interface Case {
  title: string;
  text: string;
  sees: Record<string, string>;
}

/** The files that are written; the rest was refused, which only an unsafe value may be. */
function written(): { cases: Case[]; refused: number } {
  const cases: Case[] = [];
  let refused = 0;
  for (const [name, { with: declare, file, sees }] of Object.entries(PLACES))
    for (const value of HOSTILE) {
      const expected = sees(value);
      if (Object.values(expected).some((one) => unsafeReason(one) !== undefined)) {
        expect(() => renderFiles(declare(value), {}), `${name}: ${value}`).to.throw("Unable to");
        refused++;
      } else
        cases.push({
          title: `${name}: ${JSON.stringify(value.slice(0, 40))}`,
          text: renderFiles(declare(value), {})[file] as string,
          sees: without(expected),
        });
    }
  return { cases, refused };
}

/** A property that is empty is not written: nothing is to be seen of it. */
const without = (sees: Record<string, string>) =>
  Object.fromEntries(Object.entries(sees).filter(([, value]) => value !== ""));

describe(`${HOSTILE.length} hostile values in ${Object.keys(PLACES).length} properties`, () => {
  const { cases, refused } = written();

  for (const shell of ["bash", "dash"] as const)
    it(`reach ${shell} exactly as they were declared, or are refused, and nothing runs`, function () {
      this.timeout(120_000);
      const { values, made } = sourceAll(
        shell,
        cases.map(({ text, sees }) => ({ text, keys: Object.keys(sees) })),
        25,
      );
      expect(made).to.equal("");
      expect(values.length).to.equal(cases.length);
      cases.forEach(({ title, sees }, index) => {
        expect(without(values[index] as Record<string, string>), title).to.deep.equal(sees);
      });
      expect(HOSTILE.length).to.be.greaterThan(500);
      expect(cases.length).to.be.greaterThan(3000);
      expect(refused).to.be.greaterThan(1000);
    });

  it("hide neither a member nor a key from the scripts' searches by line", function () {
    this.timeout(120_000);
    for (const { title, text } of cases) {
      const name = /^MASTER=(.*)$/m.exec(text)?.[1];
      if (title.includes("member") && name === "bond0") expect(namesMaster(text, "bond0"), title).to.equal(true);
      expect(namesMaster(text, "bond9"), title).to.equal(false);
    }
    const askedFor = new RegExp(`[^\n](${BOOT_KEYS.join("|")})=`); // elsewhere than where a line begins
    const keyed = (place: string) =>
      cases.filter(({ title, text }) => title.startsWith(`an extra key of ${place}:`) && askedFor.test(text));
    const texts = (place: string) => keyed(place).map(({ text }) => text);
    expect(texts("a member").length).to.be.greaterThan(50);
    expect(searched(texts("a member"))).to.deep.equal(keyed("a member").map(() => "bond0 em1//yes/no"));
    expect(searched(texts("the bond"))).to.deep.equal(keyed("the bond").map(() => " bond0/Bond//no"));
  });

  it("cannot be names of extra keys", () => {
    for (const key of [...HOSTILE, "PATH", "IFS", "BASH_ENV", "LD_PRELOAD", "UID", "zone", "A B", "A=B", "1A"]) {
      expect(unsafeKey(key), key).to.be.a("string");
      expect(() => renderFiles(declaration({ extraKeys: { bond: { [key]: "x" }, members: {} } }), {}), key).to.throw(
        "Unable to",
      );
    }
    for (const key of ["ZONE", "ETHTOOL_OPTS", "IPV6_MTU"]) expect(unsafeKey(key)).to.equal(undefined);
  });

  it("cannot be names that a shell has for itself: every variable that it sets, and none whose value it loses", () => {
    for (const [shell, list] of [
      ["/bin/bash", 'compgen -v | grep -vxF "$(compgen -e)"; compgen -A arrayvar'],
      ["/bin/sh", "set | sed 's/=.*//'"],
    ] as const) {
      const run = (script: string) =>
        execFileSync(shell, ["-c", script], { env: { PATH: process.env.PATH }, encoding: "utf8" }).trim();
      const own = run(list)
        .split("\n")
        .filter((name) => /^[A-Z][A-Z0-9_]*$/.test(name));
      expect(own).to.include("IFS");
      const names = [
        ...new Set([...own, "PIPESTATUS", "RANDOM", "SECONDS", "SRANDOM", "EPOCHSECONDS", "FUNCNAME", "HISTCMD"]),
      ];
      const open = names.filter((name) => name !== "HOSTNAME" && unsafeKey(name) === undefined);
      expect(open, shell).to.deep.equal([]);
    }
    // Bash only gives it a first value, and files of old installers have it.
    expect(unsafeKey("HOSTNAME")).to.equal(undefined);
    const kept = `HOSTNAME=kept; echo "$HOSTNAME"`;
    expect(execFileSync("/bin/bash", ["-c", kept], { encoding: "utf8" })).to.equal("kept\n");
  });

  it("cannot stand in a route, which no shell quotes", () => {
    for (const value of HOSTILE.filter((one) => !/^[0-9a-f:./]+$/.test(one))) {
      const routes = [{ to: "10.0.0.0/8", via: value }];
      expect(() => renderFiles(declaration({ routes }), {}), value).to.throw("Unable to");
    }
  });
});

/** What the network service's own searches find, done by the real grep and bash: master, then DEVICE/TYPE/SLAVE/NM_CONTROLLED. */
function searched(texts: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "ifcfg-grep-"));
  try {
    texts.forEach((text, index) => {
      writeFileSync(join(folder, `ifcfg-${index}`), text);
    });
    const evaluate = BOOT_KEYS.map((key) => `eval $(LC_ALL=C grep -F "${key}=" ifcfg-$i)`).join("; ");
    const master = `grep -qE "^[[:space:]]*MASTER=['\\"]?bond0['\\"]?([[:space:]#]|$)" ifcfg-$i && printf bond0`;
    const script = `for i in $(seq 0 ${texts.length - 1}); do (unset ${BOOT_KEYS.join(" ")}; ${master}; ${evaluate}; echo " $DEVICE/$TYPE/$SLAVE/$NM_CONTROLLED"); done`;
    return execFileSync("/bin/bash", ["-c", script], { cwd: folder }).toString().trimEnd().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
