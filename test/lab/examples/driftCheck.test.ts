import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../../root";
import { byHand, traces } from "../drift/truth";
import { Example } from "../example";
import { Lab } from "../lab";

/** The line of the workflow file that compares, as the README has it as well. */
const folder = join(ROOT, "examples/drift-check");
const line = /^ +- run: (pulumi preview .*)$/m.exec(readFileSync(join(folder, "drift.yml"), "utf8"))?.[1] ?? "";
const [, ...CHECK] = line.split(" ");

describe("The example that looks for drift in CI", function () {
  this.timeout(600_000);
  let lab: Lab;
  let example: Example;
  const configure = (more: Record<string, unknown> = {}) => {
    const { host, ...connection } = lab.connection();
    return example.configure({ host, connection, address: "10.0.2.15/24", gateway: "10.0.2.2", ...more });
  };
  const state = () => example.must("stack", "export");
  /** The job: its exit code and log. It leaves host and state as they were. */
  async function job(): Promise<{ code: number | null; output: string }> {
    const before = { host: await traces(lab), state: await state() };
    const { code, output } = await example.run(...CHECK);
    expect({ host: await traces(lab), state: await state() }).to.deep.equal(before);
    return { code, output };
  }
  const well = async () => {
    const { code, output } = await job();
    expect(code, output).to.equal(0);
  };

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    example = await Example.create("drift-check");
    await configure();
    await example.must("up", "--yes", "--skip-preview");
  });
  after(async () => {
    await example?.remove();
    await lab.reset();
  });

  it("has a job whose line stands in its README, and that is content with a host as declared", async () => {
    expect(CHECK).to.include("--expect-no-changes");
    expect(readFileSync(join(folder, "README.md"), "utf8")).to.include(`\n${line}\n`);
    await well();
  });

  it("fails when somebody has changed the host, names the difference, and an up puts it back", async () => {
    await byHand(lab, "echo 50 >/sys/class/net/bond0/bonding/miimon");
    const { code, output } = await job();
    expect(code).to.not.equal(0);
    expect(output).to.match(/miimon\s*: 50 => 100/);
    await example.must("up", "--yes", "--skip-preview", "--refresh");
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/miimon")).stdout).to.equal("100\n");
    await well();
  });

  it("is content again when the program says what the host has, and the host is not touched for it", async () => {
    await byHand(
      lab,
      "echo 50 >/sys/class/net/bond0/bonding/miimon; sed -i s/miimon=100/miimon=50/ /etc/sysconfig/network-scripts/ifcfg-bond0",
    );
    expect((await job()).code).to.not.equal(0);
    await configure({ miimon: 50 });
    const before = await traces(lab);
    await example.must("up", "--yes", "--skip-preview", "--refresh");
    expect(await traces(lab)).to.deep.equal(before);
    await well();
  });

  it("fails with the host's name when it cannot be read", async () => {
    await byHand(lab, "systemctl stop ssh ssh.socket 2>/dev/null; systemctl stop ssh");
    await configure({ miimon: 50, connection: { ...lab.connection(), dialErrorLimit: 1, perDialTimeout: 5 } });
    const { code, output } = await job();
    expect(code).to.not.equal(0);
    expect(output).to.match(/Unable to (connect to|read) .*127\.0\.0\.1/);
  });
});
