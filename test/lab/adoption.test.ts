import { expect } from "chai";
import { run } from "../../provider/cli/run";
import { MODES } from "../../provider/options/modes";
import { resetPools } from "../../provider/ssh";
import { byHand, Direct } from "./direct";
import { Lab } from "./lab";

const SYSFS = "grep -s '' /sys/class/net/bond0/bonding/* /sys/class/net/bond0/mtu /sys/class/net/bond0/address";

/** A bond as somebody makes it at a prompt, over NICs that do not carry the session. */
const made = (mode: string) => `ip link add bond0 type bond mode ${mode} miimon 100
ip link set em2 down; ip link set em2 master bond0
ip link set em3 down; ip link set em3 master bond0
ip link set bond0 up; ip address add 10.50.0.5/24 dev bond0`;

/** Pings the bond from the switch, 1,000 a second, while something is done; gives what was sent and what was lost. */
async function lost(lab: Lab, work: () => Promise<unknown>): Promise<{ sent: number; lost: number }> {
  const file = "/run/ping.adoption";
  await lab.switch(`ping -q -i 0.001 10.50.0.5 > ${file} 2>&1 & echo $! > ${file}.pid`);
  await work();
  await lab.switch(`kill -INT $(cat ${file}.pid); sleep 1`);
  const { stdout } = await lab.switch(`cat ${file}`);
  const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(stdout) ?? [];
  if (sent === undefined) throw new Error(`ping said: ${stdout}`);
  return { sent: Number(sent), lost: Number(sent) - Number(received) };
}

/** Runs the command and gives what a shell would see. */
async function command(lab: Lab, name: string, ...words: string[]) {
  const { host, port, user, privateKeyPath, knownHostsPath } = lab.connection();
  const flags = ["--port", String(port), "--private-key-path", privateKeyPath, "--known-hosts-path", knownHostsPath];
  const seen = { out: "", err: "" };
  const read = () => Promise.reject(new Error("nothing to read"));
  const io = { read, out: (text: string) => (seen.out += text), err: (text: string) => (seen.err += text) };
  const code = await run([name, `${user}@${host}`, ...words, ...flags], io);
  return { code, ...seen };
}

describe("A bond that is there already", function () {
  this.timeout(600_000);
  let lab: Lab;
  const program = (mode: string, more: Record<string, unknown> = {}) => ({
    connection: lab.connection(),
    device: "bond0",
    mode,
    members: ["em2", "em3"],
    addresses: ["10.50.0.5/24"],
    options: { miimon: 100 },
    apply: { requirePartner: false },
    ...more,
  });
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail("it was taken over"),
      (error: Error) => error.message,
    );

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch("ip address add 10.50.0.1/24 dev sw0");
  });
  afterEach(resetPools);

  for (const mode of MODES)
    it(`is adopted in mode ${mode} without a packet lost, and nothing of it changes`, async () => {
      await byHand(lab, made(mode));
      await lab.switch("ping -c 1 -W 5 10.50.0.5");
      const before = (await lab.machine(SYSFS)).stdout;
      const direct = new Direct();
      const packets = await lost(lab, () => direct.up(program(mode, { adopt: true })));
      expect((await lab.machine(SYSFS)).stdout).to.equal(before);
      expect(packets.sent).to.be.greaterThan(100);
      expect(packets.lost, `of ${packets.sent} packets`).to.equal(0);
      expect(direct.outputs.drift).to.deep.equal({ files: [], kernel: [] });
      expect(await direct.up(program(mode, { adopt: true }))).to.equal("same");
      await direct.destroy();
      expect((await lab.machine("ls /sys/class/net")).stdout).not.to.contain("bond0\n");
    });

  it("is left alone without adopt, and the message names the difference and the way on", async () => {
    await byHand(lab, made("active-backup"));
    await byHand(lab, "echo 300 > /sys/class/net/bond0/bonding/updelay");
    const message = await refused(new Direct().up(program("active-backup")));
    expect(message).to.contain("adopt").and.to.contain("bond0");
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/updelay")).stdout).to.equal("300\n");
  });

  it("keeps what the program does not mention, and a refresh does not take it for drift", async () => {
    const direct = new Direct();
    await direct.up(program("active-backup", { adopt: true }));
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/updelay")).stdout).to.equal("300\n");
    expect(await direct.refresh()).to.deep.equal({ files: [], kernel: [] });
    expect(await direct.refresh(), "again").to.deep.equal({ files: [], kernel: [] });
    expect((await lab.machine("cat /etc/sysconfig/network-scripts/ifcfg-bond0")).stdout).to.contain("updelay=300");
    await direct.destroy();
  });

  it("is not adopted while its files have keys that nobody declared; they are listed", async () => {
    await byHand(lab, made("active-backup"));
    const keys =
      'DEVICE=bond0\\nTYPE=Bond\\nZONE=public\\nBOOTPROTO=none\\nIPADDR=10.50.0.5\\nPREFIX=24\\nBONDING_OPTS="mode=1 miimon=100"\\n';
    await byHand(lab, `printf '${keys}' > /etc/sysconfig/network-scripts/ifcfg-bond0`);
    const message = await refused(new Direct().up(program("active-backup", { adopt: true })));
    expect(message).to.contain("ifcfg-bond0: ZONE is public").and.to.contain("extraKeys");
    const direct = new Direct();
    await direct.up(program("active-backup", { adopt: true, extraKeys: { bond: { ZONE: "public" } } }));
    expect(await direct.refresh()).to.deep.equal({ files: [], kernel: [] });
    await direct.destroy();
  });

  it("is shown by the command, whose exit code says whether it is healthy", async () => {
    await byHand(lab, made("active-backup"));
    const well = await command(lab, "status", "bond0");
    expect(well, well.err).to.include({ code: 0 });
    expect(well.out).to.match(/^bond0 on 127\.0\.0\.1: active-backup, up, carrier, 2 of 2 members linked$/m);
    await lab.cutLink("em3");
    const unwell = await command(lab, "status", "bond0");
    await lab.restoreLink("em3");
    expect(unwell.code).to.equal(1);
    expect(unwell.out).to.contain("! Member em3 has no carrier.");
    const { mode, options } = JSON.parse((await command(lab, "status", "bond0", "--json")).out);
    expect({ mode, miimon: options.miimon }).to.deep.equal({ mode: "active-backup", miimon: 100 });
    expect((await command(lab, "status", "bond9")).err).to.contain("The host has bond0.");
  });

  it("enters a stack by the import file, together with another, and is as declared there", async () => {
    await byHand(
      lab,
      "ip link add bond1 type bond mode broadcast miimon 50; ip link set em4 down; ip link set em4 master bond1; ip link set bond1 up",
    );
    const { code, out, err } = await command(lab, "import", "bond0", "bond1");
    expect(code, err).to.equal(0);
    const { resources } = JSON.parse(out.slice(out.indexOf("{"), out.indexOf("\n// bonds.ts")));
    expect(resources.map(({ name }: { name: string }) => name)).to.deep.equal(["bond0", "bond1"]);
    for (const { id, inputs, outputs } of resources) {
      const { __provider: _, ...program } = inputs;
      const direct = Direct.imported(id, program, outputs);
      expect(await direct.up(program), id).to.not.equal("create");
      expect(await direct.refresh(), id).to.deep.equal({ files: [], kernel: [] });
      expect(await direct.up(program), id).to.equal("same");
    }
  });

  it("has a history that the command lists, and nothing to roll back", async () => {
    const { code, out } = await command(lab, "transactions");
    expect(code).to.equal(0);
    expect(out).to.match(/^\S+ bond0 .*confirmed/m);
    expect(await command(lab, "rollback")).to.deep.include({ code: 0, err: "" });
  });
});
