import { expect } from "chai";
import { directDriver } from "./drift/direct";
import { OTHER_END, TRAFFIC } from "./drift/round";
import { PARTNER } from "./drift/rounds/modes";
import { Lab } from "./lab";

/** Every file under bonding/ but those of state. */
const OPTIONS =
  "cd /sys/class/net/bond0/bonding && grep -H '' $(ls | grep -vE '^(active_slave|mii_status|ad_(aggregator|num_ports|actor_key|partner_.*))$')";

describe("A host that is ready for LACP before its switch is", function () {
  this.timeout(600_000);
  let lab: Lab;
  const driver = directDriver();
  const program = (more: Record<string, unknown>) => ({
    connection: lab.connection(),
    device: "bond0",
    members: ["em2", "em3"],
    addresses: [`${TRAFFIC}/24`],
    ...more,
  });
  const lacp = (options: Record<string, unknown>, apply: Record<string, unknown>) =>
    program({ mode: "802.3ad", options: { miimon: 100, ...options }, apply });

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_END);
  });
  after(() => driver.remove());

  it("is brought back from a change to LACP with every option as it was, and the error speaks of the partner alone", async () => {
    await driver.up(program({ mode: "balance-rr", options: { miimon: 100, packetsPerSlave: 3 } }));
    const before = (await lab.machine(OPTIONS)).stdout;
    const fast = { lacpRate: "fast", adSelect: "count", minLinks: 1, adActorSysPrio: 7 };
    const error = await driver.up(lacp(fast, { rollbackAfter: 20 })).then(
      () => expect.fail("the change was kept"),
      ({ message }: Error) => message.split("\n")[0] ?? "",
    );
    expect(error)
      .to.include("check failed: partner bond0 em2 em3; found: partner none")
      .and.include("The host has rolled back and is as it was.")
      .and.not.include("could not restore");
    expect((await lab.machine(OPTIONS)).stdout).to.equal(before);
  });

  it("is changed to LACP, and then to a fast rate, where the program says that the partner may be missing", async () => {
    for (const options of [{}, { lacpRate: "fast" }]) {
      const { said } = await driver.up(lacp(options, { requirePartner: false }));
      expect(said).to.include("changed, with a warning (requirePartner is false): No LACP partner answers");
    }
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/lacp_rate")).stdout.trim()).to.equal("fast 1");
  });

  it("has no warning once the switch is set up, and is changed while a port there is wrong, as it was wrong before", async () => {
    await lab.switch(PARTNER.before);
    expect((await driver.up(lacp({ lacpRate: "fast", minLinks: 1 }, {}))).said).to.not.include("warning");
    await lab.switch("ip link set port3 nomaster; ip link set port3 up; sleep 5");
    await driver.up(lacp({ lacpRate: "slow", minLinks: 1 }, {}));
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/lacp_rate")).stdout.trim()).to.equal("slow 0");
  });
});
