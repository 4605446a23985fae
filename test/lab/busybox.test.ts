import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DirectDriver } from "../torture/drivers";
import { NOTHING } from "./direct";
import { Host } from "./host";
import { BUSYBOX } from "./hostTools";
import { Lab } from "./lab";

/**
 * Every tool that the host scripts use and that Debian's busybox has: it has neither flock nor comm, and its timeout runs
 * an ip of its own, which lacks the details of links; a host with that one is told so by the name of the tool.
 */
const TOOLS =
  "awk cat chmod chown cmp cp cut date dd df find grep head ls mkdir mv readlink rm rmdir sed setsid sha256sum sleep sort stat sync tail tr wc";

describe("A host with busybox in front on its PATH", function () {
  this.timeout(600_000);
  let lab: Lab;
  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.machine("base64 -d >/usr/sbin/busybox && chmod 755 /usr/sbin/busybox", readFileSync(BUSYBOX, "base64"));
    const { code, stderr } = await lab.machine(
      `for tool in ${TOOLS}; do ln -s busybox /usr/sbin/$tool || exit 1; done; [ "$(readlink "$(command -v dd)")" = busybox ]`,
    );
    expect(code, stderr).to.equal(0);
  });
  after(() => lab.reset());

  it("gets a bond, has it changed and gets rid of it, like any other", async () => {
    const driver = new DirectDriver(NOTHING);
    const bond = { device: "bond1", mode: "active-backup", members: ["em3"], addresses: ["10.9.9.1/24"] };
    for (const mtu of [1500, 1400]) {
      const { how, text } = await driver.bring({ ...bond, mtu, connection: lab.connection() }).ended;
      expect(how, text).to.equal("done");
      expect((await lab.machine("cat /sys/class/net/bond1/mtu")).stdout).to.equal(`${mtu}\n`);
    }
    const { how, text } = await driver.bring(undefined).ended;
    expect(how, text).to.equal("done");
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
    expect(await new Host(lab).leftovers()).to.equal("");
  });
});
