import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../root";
import { directDriver } from "./drift/direct";
import { OTHER_END, TRAFFIC } from "./drift/round";
import { PARTNER } from "./drift/rounds/modes";
import { Lab } from "./lab";

/** The second port of the switch has the LAG's system and key, and never says that it is in sync. */
const NOT_READY = `cat >/tmp/lacpdu.pl
ip link set port3 nomaster; ip link set port3 up
key=$(awk '/details actor lacp pdu/ { actor = 1 } actor && /port key/ { print $NF; exit }' /proc/net/bonding/trunk)
setsid perl /tmp/lacpdu.pl port3 "$(cat /sys/class/net/port3/ifindex)" 52:54:00:00:01:11 "$key" </dev/null >/tmp/lacpdu.log 2>&1 &
echo $! >/tmp/lacpdu.pid; sleep 1; kill -0 $(cat /tmp/lacpdu.pid) || { cat /tmp/lacpdu.log >&2; exit 1; }`;
const READY = "kill $(cat /tmp/lacpdu.pid); ip link set port3 down; ip link set port3 master trunk";

const WHY = "the partner is not in sync";

describe("A bond whose LACP is half up", function () {
  this.timeout(600_000);
  let lab: Lab;
  const driver = directDriver();
  const program = (mode: string, options: Record<string, unknown> = {}) => ({
    connection: lab.connection(),
    device: "bond0",
    mode,
    members: ["em2", "em3"],
    options: { miimon: 100, ...options },
    addresses: [`${TRAFFIC}/24`],
  });
  const inSync = () =>
    lab.machine(
      `for n in $(seq 100); do [ "$(grep -cE 'port state: 6[13]' /proc/net/bonding/bond0)" != 4 ] || exit 0; sleep 0.2; done; exit 1`,
    );
  const notReady = async () => {
    const { code, stderr } = await lab.switch(NOT_READY, await readFile(join(ROOT, "test/lab/lacpdu.pl"), "utf8"));
    expect(code, stderr).to.equal(0);
  };

  function status(): Promise<{ code: number; out: string }> {
    const { host, port, privateKeyPath, knownHostsPath } = lab.connection();
    const way = ["--port", String(port), "--private-key-path", privateKeyPath, "--known-hosts-path", knownHostsPath];
    const words = [join(ROOT, "bin/provider/cli/main.js"), "status", `root@${host}`, "bond0", ...way];
    return new Promise((resolve) =>
      execFile(process.execPath, words, (error, out) => resolve({ code: error ? Number(error.code) : 0, out })),
    );
  }

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_END);
    await lab.switch(PARTNER.before);
  });
  after(async () => {
    await lab?.switch("kill $(cat /tmp/lacpdu.pid)");
    await driver.remove();
  });

  it("is not kept by a change to LACP, where the member carried something before", async () => {
    await driver.up(program("balance-xor"));
    await notReady();
    const change = { ...program("802.3ad"), apply: { rollbackAfter: 20 } };
    const error = await driver.up(change).then(
      () => expect.fail("the change was kept"),
      ({ message }: Error) => message.split("\n")[0] ?? "",
    );
    expect(error).to.include(`em3 is in the active aggregator but carries nothing: ${WHY}`);
    expect(error).to.include("The host has rolled back and is as it was.");
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/mode")).stdout).to.equal("balance-xor 2\n");
  });

  it("is named with its member and the reason by refresh and by status, which ends with 1", async () => {
    await lab.switch(READY);
    await driver.up(program("802.3ad"));
    expect((await inSync()).code).to.equal(0);
    expect((await status()).code).to.equal(0);
    await notReady();
    const half = `for n in $(seq 100); do [ "$(awk '/Slave Interface/ { m = $3 } /details actor/ { a = 1 } /port state/ { if (a && m == "em3") print $3; a = 0 }' /proc/net/bonding/bond0 | grep -E '^6[13]$')" ] || exit 0; sleep 0.2; done; exit 1`;
    expect((await lab.machine(half)).code).to.equal(0);
    const { code, out } = await status();
    expect(code).to.equal(1);
    expect(out.replace(/\s+/g, " ")).to.match(/em3 .*carries nothing.*the partner is not in sync/);
  });

  it("is no reason against another change then: the member carried nothing before it", async () => {
    await driver.up(program("802.3ad", { xmitHashPolicy: "layer3+4" }));
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/xmit_hash_policy")).stdout).to.equal("layer3+4 1\n");
  });
});
