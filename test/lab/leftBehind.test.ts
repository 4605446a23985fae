import { expect } from "chai";
import { DirectDriver, type Ending } from "../torture/drivers";
import { UNWRAP, wrap } from "../torture/wrap";
import { NOTHING } from "./direct";
import { Host } from "./host";
import { Lab } from "./lab";
import { creating } from "./plans";

describe("The next up, where an earlier change was left behind", function () {
  this.timeout(300_000);
  let lab: Lab;
  let host: Host;

  /** Brings a bond of em3, which the change that was left behind knows nothing of. */
  const up = (driver = new DirectDriver(NOTHING), mtu = 1500): Promise<Ending> => {
    const bond = { device: "bond1", mode: "active-backup", members: ["em3"], addresses: ["10.9.9.1/24"], mtu };
    return driver.bring({ ...bond, connection: lab.connection() }).ended;
  };
  /** A change that is applied, and whose timer somebody has stopped. */
  const leaveBehind = async () => {
    const { id, outcome } = await host.begin(creating);
    expect(outcome).to.deep.equal({ result: "applied" });
    await lab.machine(`systemctl stop pulumi-linux-bond-${id}.timer`);
  };
  const bonds = async () => (await lab.machine("cat /sys/class/net/bonding_masters")).stdout;

  before(async () => {
    lab = await Lab.up();
    host = new Host(lab);
  });
  beforeEach(() => lab.reset());
  after(() => lab.reset());

  it("undoes one that has neither worker nor timer any more, and goes on; so do an update and a destroy", async () => {
    const driver = new DirectDriver(NOTHING);
    const ways = [() => up(driver), () => up(driver, 1400), () => driver.bring(undefined).ended];
    for (const way of ways) {
      await leaveBehind();
      const { how, text } = await way();
      expect(how, text).to.equal("done");
      expect(text).to.contain("an unfinished change was undone first: an unconfirmed change of bond0, left behind");
      expect(await bonds()).to.equal(way === ways[2] ? "" : "bond1\n");
      expect(await host.leftovers()).to.equal("");
    }
  });

  it("tidies up one that died before it had changed anything, and goes on", async () => {
    await lab.machine(wrap({ command: "systemd-run", harm: "hangs", call: 1 }));
    const begun = host.begin(creating);
    const phase = "cat /var/lib/pulumi-linux-bond/transactions/*/phase 2>/dev/null";
    await lab.machine(
      "timeout 60 sh -c 'until [ -e /var/lib/pulumi-linux-bond/transactions/*/phase ]; do sleep 0.1; done'",
    );
    // By a word of the script that it runs.
    await lab.machine("pkill -KILL -f 'make_[h]ome'");
    await begun;
    await lab.machine(UNWRAP);
    expect((await lab.machine(phase)).stdout).to.equal("prepared\n");
    const { how, text } = await up();
    expect(how, text).to.equal("done");
    expect(await bonds()).to.equal("bond1\n");
    expect(await host.leftovers()).to.equal("");
  });

  it("leaves one alone that lives, and names who makes it", async () => {
    const { id } = await host.begin(creating);
    const { how, text } = await up();
    expect(how).to.equal("failed");
    expect(text).to.contain(
      `Unable to create bond1 on 127.0.0.1: a change of bond0 by ann@laptop pid 4711 is still open (applied, transaction ${id}).`,
    );
    expect((await host.confirm(id)).outcome).to.deep.equal({ result: "confirmed" });
  });

  it("finds nothing of one that could not even rename its files", async () => {
    await lab.machine(wrap({ command: "mv", harm: "missing", call: 1 }));
    const { outcome } = await host.begin(creating);
    expect(await host.leftovers()).to.equal("");
    await lab.machine(UNWRAP);
    expect(outcome).to.include({ result: "refused", refusal: "prepare" });
    expect((await up()).how).to.equal("done");
  });
});
