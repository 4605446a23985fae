import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { UNWRAP, wrap } from "../torture/wrap";
import { Lab } from "./lab";
import { plainSsh } from "./plainSsh";
import { Stack } from "./stack";

describe('A bond with activation: "restart"', function () {
  this.timeout(300_000);
  let lab: Lab;
  let stack: Stack;
  const bond = (more: Record<string, unknown>) => ({
    bond0: {
      connection: { ...lab.connection(), dialErrorLimit: 2 },
      mode: "balance-rr",
      members: ["em1", "em2"],
      addresses: ["10.0.2.15/24"],
      gateway: "10.0.2.2",
      apply: { activation: "restart" },
      ...more,
    },
  });
  const kernel = async (name: string) =>
    (await plainSsh(lab.connection(), `cat /sys/class/net/bond0/bonding/${name}`)).trim();
  /** When the network service came up last, by the machine's own clock. */
  const started = async () =>
    Number((await lab.machine("systemctl show network -p ActiveEnterTimestampMonotonic --value")).stdout);

  /** The resolver's file and the copy that the scripts put back when they take a device down. */
  const resolver = async () => (await lab.machine("cat /etc/resolv.conf; echo; cat /etc/resolv.conf.save")).stdout;
  let resolverBefore: string;

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    // em3 set the name server once: when it goes down the scripts put back what was there before.
    await lab.machine(`cd /etc; echo nameserver 10.0.2.9 >resolv.conf.save; echo nameserver 10.0.2.4 >>resolv.conf
printf 'DEVICE=em3\\nONBOOT=yes\\nIPADDR=10.60.0.1\\nPREFIX=24\\nDNS1=10.0.2.3\\n' >sysconfig/network-scripts/ifcfg-em3
ip link set em3 up`);
    resolverBefore = await resolver();
    stack = await Stack.create(bond({}));
  });
  after(async () => {
    await stack?.remove();
  });

  it("is made by a restart of the network service, over the NICs that SSH came in by", async () => {
    const before = await started();
    await stack.up();
    expect(await started()).to.be.greaterThan(before);
    expect(await kernel("mode")).to.equal("balance-rr 0");
    expect((await kernel("slaves")).split(" ").sort()).to.deep.equal(["em1", "em2"]);
    expect((await lab.machine("ip route")).stdout).to.match(/^default via 10\.0\.2\.2 dev bond0/m);
  });

  it("loses nobody's name server to the copy that the scripts put back", async () => {
    expect(await resolver()).to.equal(resolverBefore);
  });

  it("restarts nothing when nothing differs, and again when the kernel has to change", async () => {
    const before = await started();
    await stack.up("--expect-no-changes");
    expect(await started()).to.equal(before);
    await stack.declare(bond({ mode: "balance-xor", options: { xmitHashPolicy: "layer3+4" } }));
    await stack.up();
    expect(await started()).to.be.greaterThan(before);
    expect([await kernel("mode"), await kernel("xmit_hash_policy")]).to.deep.equal(["balance-xor 2", "layer3+4 1"]);
    expect((await stack.run("preview", "--refresh", "--expect-no-changes")).code).to.equal(0);
  });

  it("is as it was where the network hangs on its way down, also when that goes on later", async () => {
    await lab.machine(wrap({ command: "ifdown", harm: "hangs", call: 2 }));
    await stack.declare(bond({ mode: "balance-rr" }));
    const { code, output } = await stack.run("up", "--yes", "--skip-preview");
    expect(code).to.not.equal(0);
    expect(output).to.match(/systemctl stop network.service did not end within \d+ s \(.*\. The host has rolled back/);
    const restored = await started();
    await lab.machine(UNWRAP);
    await pause(5000);
    expect(await started()).to.equal(restored);
    expect(await kernel("mode")).to.equal("balance-xor 2");
    expect(await resolver()).to.equal(resolverBefore);
  });

  it("is given back by destroy", async () => {
    await stack.destroy();
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
    expect(await plainSsh(lab.connection(), "ip -o -4 address show dev em1")).to.include("10.0.2.15/24");
    expect(await resolver()).to.equal(resolverBefore);
  });
});
