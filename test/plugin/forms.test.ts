import { expect } from "chai";
import { engine } from "../engine/engine";
import { Stack } from "../lab/stack";
import { BONDED, playBonded } from "../ssh/bonded";
import type { PlayedHost } from "../ssh/server";

describe("A stack whose bonds are managed by the plugin or by the class of the package", function () {
  this.timeout(180_000);
  let host: PlayedHost;
  let stack: Stack;

  before("get the engine", async function () {
    this.timeout(1_200_000);
    await engine();
    host = await playBonded(1);
    stack = await Stack.create({ bond0: { ...BONDED, connection: host.connection } });
  });
  after(async () => {
    await stack.remove();
    await host.stop();
  });

  const typeOf = async () => (await stack.recorded("bond0"))?.urn.split("::")[2];

  it("begins with the class", async () => {
    await stack.up();
    expect(await typeOf()).to.equal("pulumi-nodejs:dynamic/linux:BondInterface");
  });

  it("moves to the plugin without a change, its record as it was", async () => {
    const { outputs } = (await stack.recorded("bond0")) ?? {};
    await stack.use("plugin");
    expect((await stack.preview()).filter(({ op }) => op !== "same")).to.deep.equal([]);
    await stack.up();
    expect(await typeOf()).to.equal("linux-bond:index:BondInterface");
    expect((await stack.recorded("bond0"))?.outputs.state).to.deep.equal(outputs?.state);
  });

  it("is refreshed by the plugin, and nothing drifts", async () => {
    await stack.refresh("--expect-no-changes");
    expect((await stack.preview()).filter(({ op }) => op !== "same")).to.deep.equal([]);
  });

  it("keeps credentials encrypted, though the program does not mark them", async () => {
    const text = JSON.stringify(await stack.export());
    expect(text).to.include("ciphertext").and.to.not.include('"password":"right"');
  });

  it("moves back to the class, and nothing on the host is touched", async () => {
    const before = host.execs.length;
    await stack.use("class");
    await stack.up();
    expect(await typeOf()).to.equal("pulumi-nodejs:dynamic/linux:BondInterface");
    // One observation: a change takes three.
    expect(host.execs.length - before).to.equal(1);
    await stack.refresh("--expect-no-changes");
  });

  it("takes a bond over by `pulumi import`, after which a preview has nothing to do", async () => {
    const other = await Stack.create({});
    try {
      await other.use("plugin");
      await other.must("config", "set", "linux-bond:hostKey", host.connection.hostKey ?? "");
      await other.must("config", "set", "--secret", "linux-bond:password", "right");
      const id = `127.0.0.1:${host.port}/bond0`;
      const flags = ["--yes", "--generate-code=false", "--protect=false"];
      await other.must("import", "linux-bond:index:BondInterface", "bond0", id, ...flags);
      const { inputs = {}, id: recorded } = (await other.recorded("bond0")) ?? {};
      expect(recorded).to.equal("127.0.0.1/bond0");
      expect(JSON.stringify(inputs)).to.not.include("right");
      await other.declare({ bond0: inputs });
      expect((await other.preview()).filter(({ op }) => op !== "same")).to.deep.equal([]);
    } finally {
      await other.remove();
    }
  });
});
