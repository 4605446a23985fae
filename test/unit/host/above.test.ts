import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { hostScript } from "../../../provider/host/scripts";
import { decodeAbove, decodeAbroad } from "../../../provider/observe/above";
import { readRecords } from "../../../provider/observe/records";

const WORDS = hostScript("observe").replace(/\nobserve\n$/, "\n");
const LINK = "link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff ";
/** The device below is in another network namespace: newer versions of ip say its name where it has one. */
const ELSEWHERE = `${LINK.trim()} link-netnsid 0 promiscuity 0 `;
const NAMED = `${LINK.trim()} link-netns host promiscuity 0 `;
const FLAGS = "<BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP";

/** What ip says of a host, and of a container whose process is 7. */
const HERE = `2: em1: ${FLAGS}\\\\    ${LINK}\\\\    bond_slave state ACTIVE
5: bond0: ${FLAGS}\\\\    ${LINK}\\\\    bond mode active-backup
6: bond0.7@bond0: ${FLAGS}\\\\    ${LINK}\\\\    alias users\\\\    vlan protocol 802.1Q id 7 <REORDER_HDR>\\\\    bridge_slave state forwarding
7: mv0@bond0.7: ${FLAGS}\\\\    ${LINK}\\\\    macvlan  mode bridge addrgenmode eui64
8: vx0: ${FLAGS}\\\\    ${LINK}\\\\    vxlan id 9 dev bond0 srcport 0 0 dstport 4789
9: gre1@bond0: ${FLAGS}\\\\    link/gre 10.0.0.1 peer 10.0.0.2\\\\    gre remote 10.0.0.2 local 10.0.0.1 dev bond0
10: tunl0@NONE: ${FLAGS}\\\\    link/ipip 0.0.0.0 brd 0.0.0.0\\\\    ipip any remote any local any
11: veth1@if5: ${FLAGS}\\\\    ${ELSEWHERE}\\\\    veth addrgenmode eui64`;
const THERE = `2: eth0@if5: ${FLAGS}\\\\    ${ELSEWHERE}\\\\    macvlan  mode bridge addrgenmode eui64
6: eth4@if6: ${FLAGS}\\\\    ${NAMED}\\\\    ipvlan  mode l2 bridge
3: eth1@if11: ${FLAGS}\\\\    ${ELSEWHERE}\\\\    veth addrgenmode eui64
4: eth2@if99: ${FLAGS}\\\\    ${ELSEWHERE}\\\\    ipvlan  mode l2 bridge
5: eth3@eth1: ${FLAGS}\\\\    ${LINK}\\\\    vlan protocol 802.1Q id 3`;
const NAMES = new Map(
  ["em1", "", "", "bond0", "bond0.7", "mv0", "vx0", "gre1", "tunl0", "veth1"].map((name, at) => [`${at + 2}`, name]),
);

for (const shell of ["dash", "bash"])
  describe(`What stands on the devices of a host, under ${shell}`, () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "above-"));
      mkdirSync(join(folder, "bin"));
      const command = (name: string, text: string) => {
        writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`);
        chmodSync(join(folder, "bin", name), 0o755);
      };
      command("stat", "printf '4 /proc/self/ns/net\\n4 /proc/1/ns/net\\n9 /proc/7/ns/net\\n9 /proc/8/ns/net\\n'");
      command("ip", `printf '%b\\n' "$HERE"`);
      command("nsenter", `[ "$1" = --net=/proc/7/ns/net ] && printf '%b\\n' "$THERE"`);
    });
    after(() => rmSync(folder, { recursive: true }));

    const observe = (words = "", here = HERE) => {
      const text = `${WORDS}\nis_root() { :; }\n${words}\nPATH=$1/bin:$PATH\nobserve_above\necho end`;
      const env = { ...process.env, HERE: here, THERE };
      return readRecords(spawnSync(shell, ["-c", text, shell, folder], { encoding: "utf8", env }).stdout);
    };

    it("is known with its kind and the device below, whatever it is; ends of a pair stand on nothing", () => {
      expect(Object.fromEntries(decodeAbove(observe(), NAMES))).to.deep.equal({
        "bond0.7": { kind: "vlan", on: "bond0" },
        mv0: { kind: "macvlan", on: "bond0.7" },
        vx0: { kind: "vxlan", on: "bond0" },
        gre1: { kind: "gre", on: "bond0" },
      });
    });

    it("is known in the network namespace of a container too, which is asked once", () => {
      const found = decodeAbroad(observe(), NAMES);
      expect(found.map(({ name, kind, parent }) => `${kind} ${name} on ${parent}`)).to.deep.equal([
        "macvlan eth0 on bond0",
        "ipvlan eth4 on bond0.7",
      ]);
      for (const { namespace } of found) expect(namespace).to.match(/^of process 7 \(.*\)$/);
    });

    it("is not asked of containers by a user who may not", () => {
      expect(decodeAbroad(observe("is_root() { return 1; }"), NAMES)).to.deep.equal([]);
    });

    it("cannot be forged by the alias that somebody gave a device", () => {
      const records = observe("", `${HERE}\\nfailed ip\\nabroad x\\n 3: a@if5: <> link-netnsid 0`);
      expect(records.map(({ word }) => word)).to.deep.equal(["above", "abroad", "end"]);
    });
  });
