import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { BOOT_KEYS, namesMaster } from "../../../provider/ifcfg/greps";
import { ifcfgPath, NETWORK } from "../../../provider/ifcfg/paths";
import { unsafeKey, unsafeReason } from "../../../provider/ifcfg/quote";
import { renderFiles } from "../../../provider/ifcfg/render";
import type { Desired } from "../../../provider/model/desired";
import { declaration } from "./declarations";
import { sourceAll } from "./shells";

const RUNS = [
  "$(touch made)",
  "`touch made`",
  "; touch made",
  "& touch made",
  "| touch made",
  "> made",
  "$(>made)",
  "$" + "{x:=made}",
  "<(touch made)",
];
const QUOTES = [
  "'",
  '"',
  "\\",
  "''",
  '""',
  "'\"",
  "\"'",
  "\\'",
  '\\"',
  "a'b",
  'a"b',
  "a\\b",
  "\\\\",
  "ends in \\",
  "'; touch made; '",
  '"; touch made; "',
  "$'x'",
  '$"x"',
  "`",
  "$",
];
const SIGNS = [
  "*",
  "?",
  "[a-z]*",
  "~",
  "~root",
  "a:~root",
  "{a,b}",
  "!",
  "!!",
  "#",
  "a #b",
  "#a",
  "=",
  "a=b",
  "==",
  "-",
  "--help",
  "-n",
  "+x",
  "%s",
  "%n",
  "^",
  "(",
  ")",
  "a(b)",
  "<",
  ">",
  "&&",
  "||",
  ";;",
  "$x",
  "$" + "{x}",
  "$$",
  "$1",
  "$[1]",
  "$((1))",
  "\\n",
  "\\x41",
  "\\0",
];
const BLANKS = [
  " ",
  "  ",
  "a b",
  " a",
  "a ",
  "a  b",
  "\t",
  "a\tb",
  "\n",
  "a\nb",
  "a\n",
  "\nDEVICE=eth9",
  "\r",
  "a\r",
  "\r\n",
  "\0",
  "a\0b",
  "\u001b[31m",
  "\u007f",
  "\u0085",
  "\u00a0",
  "\u2028",
  "\u3000",
];
const KEYS = [
  "DEVICE=eth9",
  "a DEVICE=eth9",
  "# DEVICE=eth9",
  "x MASTER=bond9",
  "TYPE=Bridge",
  "x SLAVE=no # ",
  "NM_CONTROLLED=yes",
  "BONDING_OPTS=x",
  "export A=b",
  "\nMASTER=bond9\n",
];
const TEXTS = [
  "é",
  "日本語",
  "😀",
  "\ud800",
  "\udc00x",
  "a\u0301",
  "ﬁ",
  "x".repeat(70000),
  "' ".repeat(300),
  "{{device}}",
  "{{{device}}}",
  "{{#x}}",
  "}}",
  "&amp;",
  "<b>",
  "mode=1",
  "0",
  "no",
  "null",
  "undefined",
  "",
];
const HOSTILE = [...RUNS, ...QUOTES, ...SIGNS, ...BLANKS, ...KEYS, ...TEXTS];

interface Place {
  /** The declaration with the value in its place. */
  with(value: string): Desired;
  file: string;
  /** What a shell must see. */
  sees(value: string): Record<string, string>;
}

const em1 = ifcfgPath("em1");
const bond0 = ifcfgPath("bond0");
const place = (file: string, change: (value: string) => Partial<Desired>, sees: Place["sees"]): Place => ({
  file,
  with: (value) => declaration(change(value)),
  sees,
});
const first = (value: string) => value.split("/")[0] ?? "";
const option = (name: string, kernel: string) =>
  place(
    bond0,
    (value) => ({ mode: "802.3ad", options: { miimon: 100, [name]: value } }),
    (value) => ({
      BONDING_OPTS: `mode=802.3ad miimon=100${value === "" ? "" : ` ${kernel}=${value}`}`,
    }),
  );

/** Every property that reaches a file which a shell sources. */
const PLACES: Record<string, Place> = {
  "the device in its members' files": place(
    em1,
    (value) => ({ device: value }),
    (value) => ({ MASTER: value, SLAVE: "yes" }),
  ),
  "an IPv4 address": place(
    bond0,
    (value) => ({ addresses: [`${value.replaceAll(":", "")}/24`] }),
    (value) => ({ IPADDR: first(value.replaceAll(":", "")) }),
  ),
  "a prefix length": place(
    bond0,
    (value) => ({ addresses: [`10.0.0.1/${value.replaceAll(/[:/]/g, "")}`] }),
    (value) => ({ PREFIX: value.replaceAll(/[:/]/g, "") }),
  ),
  "an IPv6 address": place(
    bond0,
    (value) => ({ addresses: [`::${value}`] }),
    (value) => ({ IPV6ADDR: `::${value}`, IPV6INIT: "yes" }),
  ),
  "a second IPv6 address": place(
    bond0,
    (value) => ({ addresses: ["::1/64", `::${value}`] }),
    (value) => ({ IPV6ADDR_SECONDARIES: `::${value}` }),
  ),
  "the gateway": place(
    NETWORK,
    (value) => ({ gateway: value }),
    (value) => ({ GATEWAY: value, NETWORKING: "yes" }),
  ),
  "the IPv6 gateway": place(
    bond0,
    (value) => ({ gateway6: value }),
    (value) => ({ IPV6_DEFAULTGW: value }),
  ),
  "a name server": place(
    bond0,
    (value) => ({ dns: ["1.1.1.1", value] }),
    (value) => ({ DNS2: value, DNS1: "1.1.1.1" }),
  ),
  "a search domain": place(
    bond0,
    (value) => ({ searchDomains: ["a", value] }),
    (value) => ({ DOMAIN: `a ${value}` }),
  ),
  "the MAC address": place(
    bond0,
    (value) => ({ macAddress: value }),
    (value) => ({ MACADDR: value }),
  ),
  "the primary": option("primary", "primary"),
  "an option that is a word": option("xmitHashPolicy", "xmit_hash_policy"),
  "an option that is a MAC address": option("adActorSystem", "ad_actor_system"),
  "an extra key of the bond": place(
    bond0,
    (value) => ({ extraKeys: { bond: { ZONE: value }, members: {} } }),
    (value) => ({ ZONE: value, DEVICE: "bond0" }),
  ),
  "an extra key of a member": place(
    em1,
    (value) => ({ extraKeys: { bond: {}, members: { em1: { ETHTOOL_OPTS: value } } } }),
    (value) => ({ ETHTOOL_OPTS: value, MASTER: "bond0" }),
  ),
};

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
      this.timeout(60_000);
      const { values, made } = sourceAll(
        shell,
        cases.map(({ text, sees }) => ({ text, keys: Object.keys(sees) })),
      );
      expect(made).to.equal("");
      expect(values.length).to.equal(cases.length);
      cases.forEach(({ title, sees }, index) => {
        expect(without(values[index] as Record<string, string>), title).to.deep.equal(sees);
      });
      expect(cases.length + refused).to.be.greaterThan(500);
      expect(cases.length).to.be.greaterThan(1000);
    });

  it("do not hide a member from the scripts' searches by line", function () {
    this.timeout(60_000);
    const texts = cases
      .filter(({ title, text }) => title.startsWith("an extra key of a member") && text.length < 9000)
      .map(({ text }) => text);
    for (const text of texts) {
      expect(namesMaster(text, "bond0")).to.equal(true);
      expect(namesMaster(text, "bond9")).to.equal(false);
    }
    expect(searched(texts)).to.deep.equal(texts.map(() => "bond0 em1//yes/no"));
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
