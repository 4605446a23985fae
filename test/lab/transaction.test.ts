import { expect } from "chai";
import { transactionScript } from "../../provider/host/scripts";
import { Host } from "./host";
import { Lab } from "./lab";
import { creating, deleting } from "./plans";

const FILES =
  "cd /etc/sysconfig; ls -l --time-style=+ . network-scripts; cat network network-scripts/ifcfg-* /etc/resolv.conf";
const KERNEL =
  "ip -o link show up | cut -d: -f2; ip -o -4 address show | cut -c1-60; ip route; cat /sys/class/net/bonding_masters";

describe("The transaction on the host", function () {
  this.timeout(600_000);
  let host: Host;
  let lab: Lab;
  let files = "";
  let kernel = "";

  const said = async (command: string) => (await lab.machine(command)).stdout;

  /** Files and kernel are what they were before the change, and nothing is left lying about. */
  const expectUntouched = async () => {
    expect(await host.leftovers()).to.equal("");
    expect(await said(FILES)).to.equal(files);
    expect(await said(KERNEL)).to.equal(kernel);
  };

  before("bring the guest up", async function () {
    this.timeout(1_200_000);
    lab = await Lab.up();
    host = new Host(lab);
    await lab.reset();
    await lab.machine("ip link set em2 up");
    files = await said(FILES);
    kernel = await said(KERNEL);
  });

  it("makes a change that is confirmed, keeps what was there, and leaves nothing else", async () => {
    const begun = await host.begin(creating);
    expect(begun.outcome, begun.text).to.deep.equal({ result: "applied" });
    expect((await host.look()).transaction).to.include({ id: begun.id, device: "bond0", phase: "applied" });
    const { outcome, observed } = await host.confirm(begun.id);
    expect(outcome).to.deep.equal({ result: "confirmed" });
    expect(observed?.bonds.bond0?.members).to.deep.equal(["em2"]);
    expect(Object.keys(observed?.originals.bond0 ?? {})).to.have.length(3);
    expect(await host.leftovers()).to.equal("");
    expect(await said("cat /sys/class/net/bond0/bonding/mode; ip -o -4 address show bond0")).to.match(
      /^active-backup 1\n.*10\.7\.7\.1\/24/,
    );
    expect((await host.confirm(begun.id)).outcome, "the reply may have been lost").to.deep.equal({
      result: "confirmed",
    });
    const late = await host.rollback(begun.id);
    expect(late.outcome).to.include({ result: "refused", refusal: "confirmed" });
  });

  it("puts back what it kept, byte for byte, with mode and owner", async () => {
    const begun = await host.begin(deleting);
    expect(begun.outcome, begun.text).to.deep.equal({ result: "applied" });
    const { observed } = await host.confirm(begun.id);
    expect(observed?.originals).to.deep.equal({});
    await lab.machine("ip link set em2 up");
    await expectUntouched();
  });

  it("undoes what nobody confirms, in time, and says so afterwards", async () => {
    const begun = await host.begin(creating, { rollbackAfter: 10 });
    expect(begun.outcome, begun.text).to.deep.equal({ result: "applied" });
    await lab.cutLink("em1");
    await host.settled(120);
    await lab.restoreLink("em1");
    await expectUntouched();
    const reason = "not confirmed within 10 s";
    expect((await host.follow(begun.id)).outcome).to.deep.include({ result: "rolled-back", reason });
    expect((await host.confirm(begun.id)).outcome).to.deep.equal({ result: "refused", refusal: "rolled-back", reason });
  });

  it("undoes a change whose check fails, and says what was wanted and what was found", async () => {
    const begun = await host.begin({ ...creating, verify: [["sysfs", "bond0", "miimon", "50"]] });
    expect(begun.outcome).to.include({
      result: "rolled-back",
      reason: "check failed: sysfs bond0 miimon 50; found: 100",
    });
    await expectUntouched();
  });

  it("undoes a change that the kernel refuses, with the kernel's word for it", async () => {
    const steps = [
      ...creating.steps,
      { ...creating.steps[1], title: "too late", do: [["sysfs", "bond0", "mode", "802.3ad"]] as const },
    ];
    const begun = await host.begin({ ...creating, steps: steps as never });
    expect(begun.outcome)
      .to.have.property("reason")
      .that.matches(/step 4 \(too late\): the kernel refuses '802.3ad' for bond0\/bonding\/mode: .+/);
    await expectUntouched();
  });

  it("is one script that fits into a page of the kernel's argument list", () => {
    expect(Buffer.byteLength(transactionScript())).to.be.lessThan(128 * 1024);
  });
});
