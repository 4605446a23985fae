import { expect } from "chai";
import { transactionScript } from "../../provider/host/scripts";
import type { Plan } from "../../provider/model/plan";
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

  it("comes back whole from failures of its own preparation, its steps and its way back", async () => {
    for (const failAt of ["begin:4", "begin:7", "worker:2", "worker:7", "worker:12"]) {
      const begun = await host.begin(creating, { failAt });
      expect(begun.text, failAt).to.contain(`failure asked for at ${failAt}`);
      await expectUntouched();
    }
    const undone = await host.begin({ ...creating, verify: [["absent", "lo"]] }, { failAt: "undo:2" });
    expect(undone.outcome, undone.text).to.deep.include({ result: "rolled-back", notRestored: [] });
    expect(undone.text).to.contain("failure asked for at undo:2");
    await expectUntouched();
  });

  it("leaves no timer behind when systemd fails once to stop it", async () => {
    const begun = await host.begin(creating, { failAt: "confirm:3" });
    expect((await host.confirm(begun.id)).outcome).to.deep.equal({ result: "confirmed" });
    expect(await host.leftovers()).to.equal("");
    const undone = await host.begin(deleting);
    await host.confirm(undone.id);
    await lab.machine("ip link set em2 up");
    await expectUntouched();
  });

  it("refuses a second writer by the holder's name, and a host that has changed meanwhile", async () => {
    const stale = (await host.look()).digest;
    const begun = await host.begin(creating);
    const second = await host.begin(creating);
    expect(second.outcome).to.deep.include({ result: "refused", refusal: "locked" });
    expect(second.text).to.contain("on bond0 by ann@laptop pid 4711");
    expect((await host.rollback(begun.id)).outcome).to.include({ result: "rolled-back", reason: "asked for" });
    await lab.machine("ip link set em1 mtu 1400");
    expect((await host.begin(creating, { digest: stale })).outcome).to.include({
      result: "refused",
      refusal: "changed",
    });
    await lab.machine("ip link set em1 mtu 1500");
    await expectUntouched();
  });

  it("lets the timer undo what a killed worker left", async () => {
    const slow = host.begin({ ...creating, verify: [["carrier", "em7"]] }, { rollbackAfter: 20 });
    while (!(await said("cat /var/lib/pulumi-linux-bond/transactions/*/log")).includes("check 1/1"))
      await new Promise((resolve) => setTimeout(resolve, 300));
    await lab.machine(
      "for dir in /var/lib/pulumi-linux-bond/transactions/*; do read -r pid rest <$dir/worker; kill -KILL $pid; done",
    );
    expect((await slow).outcome).to.include({ result: "rolled-back", reason: "not confirmed within 20 s" });
    await expectUntouched();
  });

  it("undoes, when its own client asks, what has neither worker nor timer any more, and says so", async () => {
    const begun = host.begin({ ...creating, verify: [["carrier", "em7"]] });
    while (!(await said("cat /var/lib/pulumi-linux-bond/transactions/*/log")).includes("check 1/1"))
      await new Promise((resolve) => setTimeout(resolve, 300));
    await lab.machine(`systemctl stop 'pulumi-linux-bond-*.timer' 'pulumi-linux-bond-*-work.service'`);
    const { id, outcome } = await begun;
    expect(outcome).to.deep.equal({ result: "lost" });
    const reason = "its worker and its timer were gone";
    expect((await host.confirm(id)).outcome).to.deep.equal({ result: "refused", refusal: "rolled-back", reason });
    await expectUntouched();
  });

  it("undoes, with the next client, what was left without worker and timer", async () => {
    const begun = await host.begin(creating);
    await lab.machine(`systemctl stop pulumi-linux-bond-${begun.id}.timer`);
    const next = await host.begin(deleting);
    expect(next.text).to.contain(`recovered ${begun.id}`);
    await expectUntouched();
  });

  it("lets exactly one of confirm and rollback win", async () => {
    for (let round = 0; round < 2; round++) {
      const begun = await host.begin(creating);
      const [confirmed, undone] = await Promise.all([host.confirm(begun.id), host.rollback(begun.id)]);
      const won = [confirmed.outcome.result === "confirmed", undone.outcome.result === "rolled-back"];
      expect(won.filter(Boolean), JSON.stringify([confirmed.outcome, undone.outcome])).to.have.length(1);
      if (won[0]) await host.confirm((await host.begin(deleting)).id);
      await lab.machine("ip link set em2 up");
      await expectUntouched();
    }
  });

  it("confirms only after the probes that passed before pass again", async () => {
    const probes = [{ ping: "10.0.2.2" }, { ping: "10.99.99.99" }, { tcp: "10.0.2.15:22" }];
    const begun = await host.begin(creating, { probes });
    await lab.cutLink("em1");
    const outcome = (await host.confirm(begun.id)).outcome;
    expect(outcome).to.include({ result: "refused", refusal: "probe" });
    expect(outcome).to.have.property("reason").that.contains("ping 10.0.2.2");
    await lab.restoreLink("em1");
    await host.rollback(begun.id);
    await expectUntouched();
  });

  it("does not begin on a full disk, and undoes on one", async () => {
    const fill =
      "dd if=/dev/zero of=/var/lib/full bs=1M 2>/dev/null; dd if=/dev/zero of=/var/lib/fuller bs=1k 2>/dev/null; sync";
    const empty = "rm -f /var/lib/full /var/lib/fuller";
    await lab.machine(fill);
    expect((await host.begin(creating)).outcome).to.have.property("result", "refused");
    await lab.machine(empty);
    await expectUntouched();
    const begun = await host.begin(creating);
    await lab.machine(fill);
    const undone = await host.rollback(begun.id);
    await lab.machine(empty);
    expect(undone.outcome, undone.text).to.deep.equal({ result: "rolled-back", reason: "asked for", notRestored: [] });
    await expectUntouched();
  });

  it("takes a bridge's port down and up without making it listen to everything for good", async () => {
    await lab.machine("ip link add br5 type bridge && ip link set em2 master br5");
    const blink: Plan["steps"][number] = {
      title: "em2 down and up",
      disruption: "member",
      do: [
        ["down", "em2"],
        ["up", "em2"],
      ],
      undo: [],
    };
    const begun = await host.begin({ device: "bond0", files: [], steps: [blink], verify: [["up", "em2"]] });
    expect(begun.outcome, begun.text).to.deep.equal({ result: "applied" });
    await host.confirm(begun.id);
    const listening = await said("ip -d link show em2 | grep -o 'promiscuity [0-9]*'; ip link del br5");
    expect(listening, "the bridge listens").to.equal("promiscuity 1\n");
    expect(await said("ip -d link show em2 | grep -o 'promiscuity [0-9]*'")).to.equal("promiscuity 0\n");
    await expectUntouched();
  });

  it("comes up on the old configuration after a power cut before the confirmation", async () => {
    const begun = await host.begin(creating);
    expect(begun.outcome).to.deep.equal({ result: "applied" });
    await lab.powerCycle();
    expect(await host.leftovers()).to.equal("");
    expect(await said(FILES)).to.equal(files);
    expect((await said("cat /sys/class/net/bonding_masters")).trim()).to.equal("");
    expect((await host.follow(begun.id)).outcome)
      .to.have.property("reason")
      .that.contains("restarted before");
  });

  it("keeps the new configuration after a power cut just after the confirmation", async () => {
    const begun = await host.begin(creating);
    await host.confirm(begun.id);
    await lab.powerCycle();
    expect(await host.leftovers()).to.equal("");
    expect(await said("cat /sys/class/net/bonding_masters; cat /sys/class/net/bond0/bonding/slaves")).to.equal(
      "bond0\nem2\n",
    );
  });

  it("is one script that fits into a page of the kernel's argument list", () => {
    expect(Buffer.byteLength(transactionScript())).to.be.lessThan(128 * 1024);
  });
});
