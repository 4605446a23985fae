import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { linesOf } from "../../../../provider/formats/ifcfg/account-lines";
import { quoted } from "../../../../provider/model/account";
import { SCRIPTS } from "../../../../provider/stacks/network-scripts/paths";
import { fileState } from "../../../../provider/stacks/network-scripts/state";
import { corpus, present, ROOT, readText } from "../../proc/corpus";
import { hostFiles } from "./declarations";

/** Every text of every collection, each as the file of the bond, of a member, of an alias and of routes. */
function texts(): [string, string][] {
  const folders = [
    join(ROOT, "test", "unit", "stacks", "network-scripts", "samples"),
    ...(present("ifcfg") ? [corpus("ifcfg")] : []),
  ];
  const cases = present("field-cases")
    ? readdirSync(corpus("field-cases")).map((name) => join(corpus("field-cases"), name, "files"))
    : [];
  return [...folders, ...cases].filter(existsSync).flatMap(filesBelow);
}

function filesBelow(folder: string): [string, string][] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory()
      ? filesBelow(path)
      : [[path.slice(ROOT.length), readText(path)] as [string, string]];
  });
}

const ROLES: readonly [string, (text: string) => string][] = [
  ["ifcfg-bond0", (text) => text],
  ["ifcfg-em1", (text) => `${text}${text.endsWith("\n") || text === "" ? "" : "\n"}`],
  ["ifcfg-bond0:1", (text) => text],
  ["ifcfg-bond0-range0", (text) => text],
  ["route-bond0", (text) => text],
  ["route6-bond0", (text) => text],
  ["rule-bond0", (text) => text],
];

describe("The account of a file", () => {
  it("has an entry for every line of every file, whatever the file is for", () => {
    const all = texts();
    for (const [name, text] of all)
      for (const [role, as] of ROLES) {
        const member = role === "ifcfg-em1" ? "MASTER=bond0\nSLAVE=yes\n" : "";
        const content = as(member + text);
        const state = fileState(hostFiles({ [`${SCRIPTS}/${role}`]: content }), "bond0");
        const entries = state.accounts.find(({ path }) => path.endsWith(`/${role}`))?.entries;
        if (role === "ifcfg-em1" && entries === undefined) continue; // its own lines say that it is no member
        const lines = linesOf(content).map((_, at) => at + 1);
        expect([...new Set(entries?.map(({ line }) => line))], `${name} as ${role}`).to.deep.equal(lines);
      }
    expect(all.length).to.be.greaterThan(5);
  });

  it("quotes a line, but not the value of a key that is called like a secret", () => {
    const quote = (text: string) => quoted("/etc/sysconfig/network-scripts/ifcfg-bond0", { line: 3, text });
    expect(quote("ZONE=public")).to.equal("ifcfg-bond0, line 3: `ZONE=public`");
    expect(quote("IEEE_8021X_PASSWORD='s3cret'")).to.equal("ifcfg-bond0, line 3: `IEEE_8021X_PASSWORD=...`");
    expect(quote("A=1 export WPA_PSK=s3cret")).to.equal("ifcfg-bond0, line 3: `A=1 export WPA_PSK=...`");
  });

  it("says of each line what becomes of it", () => {
    const text = [
      "# the uplink",
      "DEVICE=bond0",
      "BOOTPROTO=dhcp",
      "IPADDR=192.0.2.1",
      "ZONE=public",
      "NAME=A & B",
      "MTU=9000",
      "MTU=1500",
      "export ZONE",
    ].join("\n");
    const [account] = fileState(hostFiles({ [`${SCRIPTS}/ifcfg-bond0`]: text }), "bond0").accounts;
    const fates = account?.entries.map(({ line, fate }) => [line, fate]);
    expect(fates).to.deep.equal([
      [1, "without effect"],
      [2, "property"],
      [3, "property"],
      [4, "without effect"],
      [5, "key"],
      [6, "unknown"],
      [6, "unknown"],
      [6, "unknown"],
      [7, "without effect"],
      [8, "property"],
      [9, "without effect"],
    ]);
  });
});
