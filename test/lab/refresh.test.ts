import { expect } from "chai";
import type { BondState } from "../../provider/model/state";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";
import { Stack } from "./stack";

/** A user who may become root, and may also just look. */
const ANN = `useradd -m -s /bin/bash ann; install -d -m 700 -o ann ~ann/.ssh
install -m 644 ~root/.ssh/authorized_keys ~ann/.ssh/; echo 'ann ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ann`;

const MACHINE_ID = "/etc/machine-id";

describe("A refresh on the real engine", function () {
  this.timeout(300_000);
  let lab: Lab;
  let stack: Stack;
  const bond = (connection: Record<string, unknown> = {}) => ({
    bond0: {
      connection: { ...lab.connection(), dialErrorLimit: 1, perDialTimeout: 5, ...connection },
      mode: "active-backup",
      members: ["em2", "em3"],
      options: { miimon: 100 },
      addresses: ["10.50.0.5/24"],
      removeUndeclaredAddresses: true,
    },
  });

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await byHand(lab, ANN);
    stack = await Stack.create(bond());
    await stack.up();
  });
  after(() => stack?.remove());

  const drift = async () => (await stack.recorded("bond0"))?.outputs.drift as { files: string[]; kernel: string[] };
  const agrees = async () => {
    const { code, output } = await stack.run("preview", "--refresh", "--expect-no-changes");
    expect(code, output).to.equal(0);
  };

  const known = async () => {
    const { inputs, outputs } = (await stack.recorded("bond0")) ?? {};
    return { inputs, outputs };
  };

  /** A refresh that must fail, say so and keep what is recorded. */
  async function refused(): Promise<string> {
    const before = await known();
    const { code, output } = await stack.run("refresh", "--yes", "--skip-preview");
    expect(code, output).to.not.equal(0);
    expect(await known()).to.deep.equal(before);
    return output;
  }

  it("shows drift as a difference of the properties that drifted, and nothing else", async () => {
    await byHand(
      lab,
      `echo 50 >/sys/class/net/bond0/bonding/miimon; ip address add 10.50.0.6/24 dev bond0
echo ZONE=public >>/etc/sysconfig/network-scripts/ifcfg-bond0`,
    );
    const looked = await stack.run("refresh", "--preview-only", "--diff");
    expect(looked.output).to.match(/miimon *: 100 => 50/);
    const steps = await stack.preview("--refresh");
    const step = steps.find(({ op }) => op === "update");
    expect(Object.keys(step?.detailedDiff ?? {})).to.have.members(["addresses[1]", "extraKeys", "options.miimon"]);
    await stack.refresh();
    await stack.up();
    await agrees();
  });

  it("warns of a member without carrier, which is no drift, and neither is what follows from it", async () => {
    const state = async () => (await stack.recorded("bond0"))?.outputs.state as BondState;
    const { activeMember: lost = "" } = await state();
    await lab.cutLink(lost);
    await byHand(lab, "sleep 1");
    expect(await stack.refresh()).to.include(`warning: Member ${lost} has no carrier.`);
    expect(await drift()).to.deep.equal({ files: [], kernel: [] });
    const { activeMember, members } = await state();
    expect(activeMember).to.be.oneOf(["em2", "em3"]).and.not.equal(lost);
    expect(members.find(({ name }) => name === lost)).to.include({ link: "down", linkFailureCount: 1 });
    await agrees();
    await lab.restoreLink(lost);
  });

  it("works as a user without rights, for whom unread is not absent, and through sudo", async () => {
    await stack.declare(bond({ user: "ann", sudo: true }));
    await stack.up();
    await agrees();
    expect((await stack.recorded("bond0"))?.outputs.sshDevice).to.equal("em1");
    await stack.declare(bond({ user: "ann" }));
    await stack.up();
    await agrees();
    await byHand(lab, "chmod 600 /etc/sysconfig/network-scripts/ifcfg-bond0");
    await stack.refresh();
    expect(await drift()).to.deep.equal({
      files: ["ifcfg-bond0: file is not readable, declared readable"],
      kernel: [],
    });
    await stack.declare(bond());
    await stack.up();
    await agrees();
  });

  it("of a host that does not answer fails and keeps the state", async () => {
    await byHand(lab, "systemctl stop ssh");
    const output = await refused().finally(() => byHand(lab, "systemctl start ssh"));
    expect(output).to.include("Unable to connect to 127.0.0.1");
    await agrees();
  });

  it("of another machine under the same name fails, keeps the state, and says what to do", async () => {
    const other = "0".repeat(31);
    await byHand(lab, `cp ${MACHINE_ID} /tmp/id; echo ${other}1 >${MACHINE_ID}`);
    expect(await refused())
      .to.include(`another machine answers (machine id ${other}1, recorded 5eed5eed5eed5eed5eed5eed5eed0001)`)
      .and.include("Point connection at the right host");
    await stack.declare({ bond0: { ...bond().bond0, mtu: 1400 } });
    for (const command of ["up", "destroy"])
      expect((await stack.run(command, "--yes", "--skip-preview")).output).to.include("another machine answers");
    await byHand(lab, `cat /tmp/id >${MACHINE_ID}; [ $(cat /sys/class/net/bond0/mtu) = 1500 ]`);
    await stack.declare(bond());
    await agrees();
  });

  it("of a bond that is gone, files and all, takes it out of the state, and the next up makes it", async () => {
    await byHand(lab, "ip link delete bond0; cd /etc/sysconfig/network-scripts; rm ifcfg-bond0 ifcfg-em2 ifcfg-em3");
    await stack.refresh();
    expect(await stack.recorded("bond0")).to.equal(undefined);
    expect(await stack.up()).to.match(/bond0 created/);
    await agrees();
  });
});
