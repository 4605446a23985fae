import { expect } from "chai";
import type { BondState } from "../../provider/model/state";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";
import { Stack } from "./stack";

describe("A bond that the plugin manages, on the real engine and the real kernel", function () {
  this.timeout(300_000);
  let lab: Lab;
  let stack: Stack;
  const bond = (more: Record<string, unknown> = {}) => ({
    bond0: {
      connection: lab.connection(),
      mode: "active-backup",
      members: ["em2", "em3"],
      options: { miimon: 100 },
      addresses: ["10.50.0.5/24"],
      ...more,
    },
  });

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    stack = await Stack.create({});
    await stack.use("plugin");
  });
  after(async () => {
    await stack?.remove();
    await lab.reset();
  });

  const state = async () => (await stack.recorded("bond0"))?.outputs.state as BondState;
  const ASKING = ["--config", "linux-bond:previewAsksHosts=true"];

  it("is shown by a preview that asks the host, with the device that is missing there named", async () => {
    await stack.declare(bond({ members: ["em2", "em7"] }));
    const { code, output } = await stack.run("preview", ...ASKING);
    expect(code).to.not.equal(0);
    expect(output).to.match(/Unable to create bond0 on .*em7/);
    await stack.declare(bond());
    const asked = await stack.run("preview", ...ASKING);
    expect(asked.output).to.match(/BondInterface bond0 create .*asked the host: as announced; \d+ steps/s);
    expect((await lab.machine("ls /sys/class/net; ls /var/lib/pulumi-linux-bond")).stdout).to.not.include("bond0");
  });

  it("is made and read back, with its lines on its own row", async () => {
    const output = await stack.up();
    expect(output).to.match(/linux-bond:index:BondInterface bond0 creat\w+ .*confirmed over a new connection/);
    expect((await state()).members.map(({ name }) => name)).to.deep.equal(["em2", "em3"]);
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/mode")).stdout).to.include("active-backup");
  });

  it("is changed where the program changed", async () => {
    await stack.declare(bond({ options: { miimon: 50 } }));
    const [step] = await stack.preview();
    expect(Object.keys(step?.detailedDiff ?? {})).to.deep.equal(["options.miimon"]);
    await stack.up();
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/miimon")).stdout.trim()).to.equal("50");
  });

  it("is repaired when somebody changed it by hand", async () => {
    await byHand(lab, "ip address del 10.50.0.5/24 dev bond0");
    await stack.refresh();
    const [step] = await stack.preview();
    expect(Object.keys(step?.detailedDiff ?? {})).to.deep.equal(["addresses[0]"]);
    await stack.up();
    expect((await state()).addresses).to.include("10.50.0.5/24");
    const { code, output } = await stack.run("preview", "--refresh", "--expect-no-changes");
    expect(code, output).to.equal(0);
  });

  it("is the class's bond from the next update on, when the program says so, and the plugin's again", async () => {
    await stack.use("class");
    await stack.up();
    expect((await stack.recorded("bond0"))?.urn).to.include("dynamic/linux:BondInterface");
    await stack.use("plugin");
    await stack.up("--expect-no-changes");
  });

  it("is gone after destroy, and the NICs are free", async () => {
    await stack.destroy();
    const { stdout } = await lab.machine("ls /sys/class/net; cat /sys/class/net/em2/master/uevent");
    expect(stdout).to.not.include("bond0");
  });
});
