import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { hostScript } from "../../../provider/host/scripts";
import { decodeExamined } from "../../../provider/observe/examined";

/** What tcpdump prints of an LACPDU, and of none. */
const HEARD = `tcpdump: listening on em1, link-type EN10MB (Ethernet), snapshot length 256 bytes
02:cd:00:00:00:05 > 01:80:c2:00:00:02, ethertype Slow Protocols (0x8809), length 124: LACPv1, length 110
	Actor Information TLV (0x01), length 20
	  System 02:cd:00:00:00:02, System Priority 65535, Key 15, Port 1, Port Priority 255
	  State Flags [Activity, Timeout, Aggregation, Default]
	Partner Information TLV (0x02), length 20
	  System 00:00:00:00:00:00, System Priority 65535, Key 1, Port 1, Port Priority 255
1 packet captured`;
const SILENT = "tcpdump: listening on em2, link-type EN10MB\n0 packets captured";

const nmcli = (...values: string[]) =>
  ["DEVICE", "SYSTEM-NAME", "PORT-ID", "PORT-DESCRIPTION"].map((key, at) => ` NEIGHBOR[0].${key}:${values[at]}`);

const answer = (...records: string[]) => `${records.join("\n")}\nend\n`;

describe("What a doctor asks a host beside", () => {
  it("has the release as the distribution writes it, whichever way it does", () => {
    const release = (...lines: string[]) => decodeExamined(answer("release", ...lines)).release;
    expect(release(' NAME="CentOS Linux"', ' PRETTY_NAME="CentOS Linux 7 (Core)"')).to.equal("CentOS Linux 7 (Core)");
    expect(release(" NAME=Fedora", " VERSION='40 (Forty)'")).to.equal("Fedora 40 (Forty)");
    expect(release(" CentOS release 6.10 (Final)")).to.equal("CentOS release 6.10 (Final)");
    expect(release()).to.equal(undefined);
  });

  it("has the neighbours that LLDP knows, from each tool, once", () => {
    const { neighbours } = decodeExamined(
      answer(
        "neighbours lldpctl",
        " lldp.em1.rid=1",
        " lldp.em1.chassis.name=switch1",
        " lldp.em1.port.ifname=ge-0/0/1",
        " lldp.em1.port.descr=media",
        " lldp.em1.rid=2",
        " lldp.em1.chassis.mac=02:cd:00:00:00:09",
        " lldp.em1.7.chassis.name=on a VLAN",
        "neighbours networkctl",
        " em2 02:cd:00:00:00:02 switch2 ..b. Eth1/7 uplink",
        " 1 neighbors listed.",
        "neighbours nmcli",
        ...nmcli("em1", "switch1", "ge-0/0/1", "media"),
        ...nmcli("em3", "switch:3", "02:cd:00:00:00:03", "--"),
        "neighbours cat",
        " em4 02:cd switch4",
      ),
    );
    expect({ ...neighbours }).to.deep.equal({
      em1: ["switch1, port ge-0/0/1, media", "02:cd:00:00:00:09"],
      "em1.7": ["on a VLAN"],
      em2: ["02:cd:00:00:00:02 switch2 ..b. Eth1/7 uplink"],
      em3: ["switch:3, port 02:cd:00:00:00:03"],
    });
  });

  it("tells an LACPDU from silence, and silence from a NIC that cannot be listened on", () => {
    const line = (text: string) => text.replace(/\n/g, " ");
    const { lacpdus, failed, listened } = decodeExamined(
      answer(
        "listened 4",
        `lacpdu em1 ${line(HEARD)}`,
        `lacpdu em2 ${line(SILENT)}`,
        "lacpdu em3 tcpdump: em3: That device is not up",
        "lacpdu em4",
      ),
    );
    expect({ ...lacpdus }).to.deep.equal({
      em1: { from: "02:cd:00:00:00:05", system: "02:cd:00:00:00:02", key: 15 },
      em2: null,
    });
    expect({ ...failed }).to.deep.equal({ em3: "em3: That device is not up", em4: "tcpdump said nothing" });
    expect(listened).to.equal(4);
  });

  it("is bounded and cannot be forged, whatever a host says", () => {
    const long = "x".repeat(1000);
    const many = Array.from({ length: 50 }, (_, at) => nmcli("em1", `switch${at}${long}`, "", "")).flat();
    const seen = decodeExamined(
      answer("release", ` PRETTY_NAME=${long}`, "neighbours nmcli", ...many, `lacpdu e ${long}`),
    );
    expect(seen.release).to.have.length(200);
    expect(seen.neighbours.em1).to.have.length(4);
    expect(seen.neighbours.em1?.[0]).to.have.length(200);
    expect(seen.failed.e).to.have.length(200);
    expect(() => decodeExamined("release\n")).to.throw("breaks off");
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
        const lines = words.map((text) => ` ${text.replace(/\n/g, "")}`);
        for (const tool of ["lldpctl", "networkctl", "nmcli"])
          expect(decodeExamined(answer(`neighbours ${tool}`, ...lines, "driver em1 igb")).drivers.em1).to.equal("igb");
      }),
    );
  });
});

for (const shell of ["dash", "bash"])
  describe(`What the script of a doctor says, under ${shell}`, function () {
    this.timeout(60_000);
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "examine-"));
      for (const name of ["em1/device", "em2", "em3", "bond0", "lo"])
        mkdirSync(join(folder, "net", name), { recursive: true });
      mkdirSync(join(folder, "bin"));
      symlinkSync("../../../drivers/igb", join(folder, "net/em1/device/driver"));
      const sysfs = (name: string, facts: Record<string, string>) => {
        for (const [file, text] of Object.entries(facts)) writeFileSync(join(folder, "net", name, file), `${text}\n`);
      };
      sysfs("em1", { type: "1", carrier: "1", address: "52:54:00:00:00:01", uevent: "INTERFACE=em1" });
      sysfs("em2", { type: "1", carrier: "1", address: "52:54:00:00:00:02", uevent: "INTERFACE=em2" });
      sysfs("em3", { type: "1", carrier: "0", address: "52:54:00:00:00:03", uevent: "INTERFACE=em3" });
      sysfs("bond0", { type: "1", carrier: "1", address: "52:54:00:00:00:01", uevent: "DEVTYPE=bond" });
      sysfs("lo", { type: "772", carrier: "1", address: "00:00:00:00:00:00", uevent: "INTERFACE=lo" });
    });
    after(() => rmSync(folder, { recursive: true }));

    const command = (name: string, text: string) => {
      writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, "bin", name), 0o755);
    };
    const examine = (root = true) => {
      const text = hostScript("examine")
        .replaceAll("/sys/class/net", join(folder, "net"))
        .replaceAll("PATH=/usr/sbin:", `PATH=${folder}/bin:/usr/sbin:`)
        .replace(/\nexamine\n$/, `\nis_root() { ${root ? ":" : "false"}; }\nexamine\n`);
      const { stdout, stderr } = spawnSync(shell, ["-c", text], { input: "", encoding: "utf8" });
      expect(stderr).to.equal("");
      return decodeExamined(stdout);
    };

    it("listens at once on each NIC that has a link, and not to what the NIC itself sends", () => {
      command(
        "tcpdump",
        `case "$*" in *"-i em1 "*"not ether src 52:54:00:00:00:01") printf '%s\\n' "${HEARD}" ;; *) echo "tcpdump: $*: odd\\n" >&2 ;; esac`,
      );
      const { lacpdus, failed, drivers, listened, release } = examine();
      expect({ ...lacpdus }).to.deep.equal({
        em1: { from: "02:cd:00:00:00:05", system: "02:cd:00:00:00:02", key: 15 },
      });
      expect(Object.keys(failed)).to.deep.equal(["em2"]);
      expect({ ...drivers }).to.deep.equal({ em1: "igb" });
      expect(listened).to.equal(4);
      expect(release).to.be.a("string").that.is.not.equal("");
    });

    it("says why it does not listen without root", () => {
      expect(examine(false)).to.include({ deaf: "no-root" }).and.to.not.have.property("listened");
    });
  });
