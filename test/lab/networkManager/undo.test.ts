import { expect } from "chai";
import { Machine } from "./machine";

/** What a failed operation said. */
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "it succeeded",
    (error: Error) => error.message,
  );

describe("A change under NetworkManager that fails", function () {
  this.timeout(600_000);
  let machine: Machine;

  before(async () => {
    machine = await Machine.up();
  });

  it("leaves no bond where there was none, and a NIC with the profile that it had", async () => {
    await machine.run(
      "nmcli connection add type ethernet ifname em2 con-name spare ipv4.method disabled ipv6.method disabled",
    );
    await machine.run(
      "for try in $(seq 100); do nmcli device | grep -q '^em2 .* connected' && exit; sleep 0.1; done; exit 1",
    );
    const before = await machine.truth();
    const said = await failure(
      machine.up({ apply: { probes: [{ ping: "10.0.2.2" }, { tcp: "10.0.2.3:9" }] }, mode: "802.3ad" }),
    );
    expect(said).to.include("partner");
    expect(await machine.truth()).to.equal(before);
    expect(await machine.host.leftovers()).to.equal("");
  });

  it("keeps a running bond as it was: mode, options, members, addresses", async () => {
    await machine.reset();
    await machine.up({
      options: { miimon: 100, primary: "em3", updelay: 200 },
      addresses: ["10.50.0.5/24", "10.60.0.5/24"],
    });
    const before = await machine.truth();
    for (const over of [
      { mode: "802.3ad", members: ["em2", "em4"], addresses: ["10.50.0.7/24"] },
      { members: ["em2", "em4"], addresses: ["10.50.0.7/24"], mtu: 1400, options: { miimon: 200, primary: "em4" } },
      { options: { miimon: 100, numGratArp: 5 } },
    ]) {
      await machine.failing(over);
      expect(await machine.truth(), JSON.stringify(over)).to.equal(before);
    }
    expect(await machine.direct.refresh()).to.deep.equal({ files: [], kernel: [] });
    expect(await machine.host.leftovers()).to.equal("");
  });

  it("is undone by the host when its line goes for good", async () => {
    await machine.reset();
    await machine.up({ members: ["em1", "em2"], addresses: ["10.0.2.15/24"], gateway: "10.0.2.2", dns: ["10.0.2.3"] });
    const before = await machine.truth();
    const cut = machine.up({
      members: ["em1", "em2"],
      addresses: ["10.0.2.99/24"],
      gateway: "10.0.2.2",
      dns: ["10.0.2.3"],
      apply: { rollbackAfter: 15, allowManagementMove: true },
    });
    expect(await failure(cut)).to.match(/rolled back|undone/);
    expect(await machine.truth()).to.equal(before);
    expect(await machine.direct.refresh()).to.deep.equal({ files: [], kernel: [] });
  });

  it("is undone before NetworkManager starts when the power goes before it is confirmed", async () => {
    const before = await machine.truth();
    const [bond] = (await machine.run("ls /etc/NetworkManager/system-connections/bond0.nmconnection")).split("\n");
    const plan = {
      device: "bond0",
      files: [
        {
          path: String(bond),
          content:
            "[connection]\nid=x\nuuid=11111111-2222-4333-8444-555555555555\ntype=bond\ninterface-name=bond0\n\n[bond]\nmode=broadcast\n\n[ipv4]\nmethod=disabled\n",
          mode: "600",
        },
      ],
      steps: [{ title: "files", disruption: "files" as const, do: [["files"] as const], undo: [["files"] as const] }],
      verify: [],
    };
    const begun = await machine.host.begin(plan, { rollbackAfter: 600 });
    expect(begun.outcome, begun.text).to.deep.equal({ result: "applied" });
    await machine.lab.powerCycle();
    expect(await machine.truth()).to.equal(before);
    expect(await machine.host.leftovers()).to.equal("");
  });
});
