import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { yamlHost } from "../engine/build";
import { engine } from "../engine/engine";
import { byHand } from "../lab/drift/truth";
import { Lab } from "../lab/lab";
import { pulumi } from "../lab/pulumi";
import { ROOT } from "../root";

const program = (connection: object, miimon: number) => `name: rack
runtime: yaml
plugins:
  providers:
    - name: linux-bond
      path: node_modules/pulumi-linux-bond/provider/plugin
resources:
  bond0:
    type: linux-bond:BondInterface
    properties:
      connection: ${JSON.stringify(connection)}
      mode: active-backup
      members: [em2, em3]
      options: { miimon: ${miimon} }
      addresses: [10.50.0.5/24]
outputs:
  mode: \${bond0.state.mode}
  drift: \${bond0.drift}
`;

describe("A bond of a YAML program", function () {
  this.timeout(600_000);
  let lab: Lab;
  let folder: string;
  let run: ReturnType<typeof pulumi>;

  before(async function () {
    this.timeout(1_800_000);
    lab = await Lab.up();
    await lab.reset();
    folder = await mkdtemp(join(tmpdir(), "linux-bond-yaml-"));
    await mkdir(join(folder, "backend"));
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const { bin, env } = await engine();
    const PATH = `${await yamlHost()}${delimiter}${env.PATH}`;
    run = pulumi(bin, folder, { ...env, PATH, PULUMI_BACKEND_URL: `file://${join(folder, "backend")}` });
    await declare(100);
    await must("stack", "init", "dev");
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await lab.reset();
  });

  const declare = (miimon: number) => writeFile(join(folder, "Pulumi.yaml"), program(lab.connection(), miimon));
  const must = async (...args: string[]) => {
    const { code, output } = await run(...args);
    expect(code, output).to.equal(0);
    return output;
  };
  const up = () => must("up", "--yes", "--skip-preview");
  const miimon = async () => (await lab.machine("cat /sys/class/net/bond0/bonding/miimon")).stdout.trim();

  it("is previewed and made", async () => {
    expect(await must("preview"))
      .to.include("bond0 on ")
      .and.to.include("new, active-backup");
    expect(await up()).to.match(/mode\s*: "active-backup"/);
    expect(await miimon()).to.equal("100");
  });

  it("is changed by its property", async () => {
    await declare(50);
    expect(await must("preview", "--diff")).to.match(/miimon: 100 => 50/);
    await up();
    expect(await miimon()).to.equal("50");
  });

  it("is seen to drift, and repaired", async () => {
    await byHand(lab, "echo 70 >/sys/class/net/bond0/bonding/miimon");
    await must("refresh", "--yes", "--skip-preview");
    expect(await must("preview", "--diff")).to.match(/miimon: 70 => 50/);
    await up();
    expect(await miimon()).to.equal("50");
    await must("preview", "--refresh", "--expect-no-changes");
  });

  it("is gone after destroy", async () => {
    await must("destroy", "--yes", "--skip-preview");
    expect((await lab.machine("ls /sys/class/net")).stdout).to.not.include("bond0");
  });
});
