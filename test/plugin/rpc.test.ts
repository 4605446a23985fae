import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { UNKNOWN } from "../../provider/check";
import { Empty } from "../../provider/plugin/grpc";
import { ROOT } from "../root";
import { BONDED, playBonded } from "../ssh/bonded";
import type { PlayedHost } from "../ssh/server";
import { Plugin, struct, urnOf } from "./running";

type Bag = Record<string, unknown>;

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const secret = (value: string) => ({ ...SECRET, value });
const bagOf = (given?: { toJavaScript(): unknown }) => (given?.toJavaScript() ?? {}) as Bag;

describe("The plugin that serves programs of every language", function () {
  this.timeout(60_000);
  let plugin: Plugin;
  let host: PlayedHost;
  let bond: Bag;

  beforeEach(async () => {
    [plugin, host] = await Promise.all([Plugin.start(), playBonded(1)]);
    bond = { ...BONDED, connection: { ...host.connection } };
  });
  afterEach(async () => {
    plugin.stop();
    await host.stop();
  });

  const client = () => plugin.client;
  const check = (news: Bag, name = "bond0", olds: Bag = {}) => {
    const request = new messages.CheckRequest().setUrn(urnOf(name)).setName(name);
    return plugin.call(client().check, request.setNews(struct(news)).setOlds(struct(olds)));
  };
  const configure = async (args: Bag) => {
    await plugin.call(client().configure, new messages.ConfigureRequest().setArgs(struct(args)));
  };
  const checkConfig = async (news: Bag) =>
    plugin.call(client().checkConfig, new messages.CheckRequest().setNews(struct(news)));
  const failuresOf = (response: messages.CheckResponse) =>
    response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
  const create = (inputs: Bag, preview = false) => {
    const request = new messages.CreateRequest().setUrn(urnOf("bond0")).setProperties(struct(inputs));
    return plugin.call(client().create, request.setPreview(preview));
  };
  const read = (id: string, properties?: Bag) => {
    const request = new messages.ReadRequest().setUrn(urnOf("bond0")).setId(id);
    return plugin.call(client().read, properties ? request.setProperties(struct(properties)) : request);
  };
  const messageOf = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: { details?: string; message: string }) => error.details ?? error.message,
    );

  it("prints its port and nothing else, and agrees to plain values", async () => {
    const agreed = await plugin.call(client().handshake, new messages.ProviderHandshakeRequest());
    expect([agreed.getAcceptSecrets(), agreed.getAcceptResources(), agreed.getAcceptOutputs()]).to.deep.equal(
      Array(3).fill(false),
    );
    expect(plugin.printed()).to.match(/^\d+\n$/);
  });

  it("has the schema that is committed, and the package's version", async () => {
    const schema = await plugin.call(client().getSchema, new messages.GetSchemaRequest());
    const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8"));
    const { version } = read("package.json");
    expect(JSON.parse(schema.getSchema())).to.deep.equal({ ...read("provider/plugin/schema.json"), version });
    const info: PluginInfo = await plugin.call(client().getPluginInfo, new Empty());
    expect(info.getVersion()).to.equal(version);
  });

  describe("at check", () => {
    it("takes the device from the resource's name, and hands every credential back as a secret", async () => {
      const { device, ...rest } = bond;
      const proxy = { host: "gate", password: "pw", proxy: { host: "door", password: "other" } };
      const connection = { ...host.connection, sudo: { password: "pw" }, proxy };
      const response = await check({ ...rest, connection }, "uplink");
      expect(failuresOf(response)).to.deep.equal([]);
      const inputs = bagOf(response.getInputs()) as { device: string; connection: Bag };
      expect(inputs.device).to.equal("uplink");
      expect(inputs.connection.password).to.deep.equal(secret("right"));
      expect(inputs.connection.sudo).to.deep.equal({ password: secret("pw") });
      expect(inputs.connection.proxy).to.deep.include({ password: secret("pw") });
      expect((inputs.connection.proxy as Bag).proxy).to.deep.include({ password: secret("other") });
    });

    it("says every fault at once, each with its property", async () => {
      const failures = failuresOf(
        await check({ ...bond, mode: "active-backup", members: [], addresses: ["10.0.0.5"] }),
      );
      expect(failures.map((text) => text.split(":")[0])).to.include.members(["members", "addresses"]);
    });

    it("accepts what only the update will know", async () => {
      const response = await check({ ...bond, members: UNKNOWN, addresses: [UNKNOWN] });
      expect(failuresOf(response)).to.deep.equal([]);
      expect(bagOf(response.getInputs())).to.deep.include({ members: UNKNOWN });
    });

    it("finds two bonds that claim the same member of a host", async () => {
      expect(failuresOf(await check(bond))).to.deep.equal([]);
      const [failure = ""] = failuresOf(await check({ ...bond, device: "bond1" }, "bond1"));
      expect(failure).to.match(/^members: em1 is a member of bond0/);
    });

    it("completes the connection from the provider's configuration, without its credentials", async () => {
      await configure({ host: "media1", port: "2222", sudo: "true", password: secret("pw") });
      const { connection, ...rest } = bond;
      expect(bagOf((await check(rest)).getInputs()).connection).to.deep.equal({
        host: "media1",
        port: 2222,
        sudo: true,
      });
    });

    it("names both places where a connection can stand when it stands in neither", async () => {
      const { connection, ...rest } = bond;
      const [failure = ""] = failuresOf(await check(rest));
      expect(failure).to.match(/^connection: it is missing: .*Declare it, or set linux-bond:host/);
    });
  });

  describe("at configuration", () => {
    it("refuses a setting that there is not, and names those that there are", async () => {
      const [failure = ""] = failuresOf(await checkConfig({ hosst: "media1" }));
      expect(failure).to.match(/^hosst: .*there is no such setting\. Write one of host, port/);
    });

    it("refuses a port that is none, and waits for one that is not known yet", async () => {
      expect(failuresOf(await checkConfig({ port: "ssh" }))).to.deep.equal([
        "port: Unable to configure linux-bond: port: expected a whole number, 1..65535.",
      ]);
      expect(failuresOf(await checkConfig({ port: UNKNOWN }))).to.deep.equal([]);
    });

    it("makes secrets of its credentials, whatever the program wrote", async () => {
      const inputs = bagOf((await checkConfig({ user: "admin", sudoPassword: "pw" })).getInputs());
      expect(inputs).to.deep.equal({ user: "admin", sudoPassword: secret("pw") });
    });

    it("never makes a bond anew because of another setting", async () => {
      const request = new messages.DiffRequest().setOldInputs(struct({ host: "a" })).setNews(struct({ host: "b" }));
      const response = await plugin.call(client().diffConfig, request);
      expect(response.getReplacesList()).to.deep.equal([]);
      expect(response.getChanges()).to.equal(messages.DiffResponse.DiffChanges.DIFF_SOME);
    });
  });

  describe("at diff", () => {
    const diff = async (news: Bag, olds: Bag = bond) => {
      const request = new messages.DiffRequest().setUrn(urnOf("bond0")).setId("media1/bond0").setNews(struct(news));
      const response = await plugin.call(client().diff, request.setOlds(struct(olds)).setOldInputs(struct(olds)));
      const paths: string[] = [];
      response.getDetaileddiffMap().forEach((_, path) => {
        paths.push(path);
      });
      return { replaces: response.getReplacesList(), paths, changes: response.getChanges() };
    };

    it("names what changes by its path", async () => {
      const news = { ...bond, options: { miimon: 50 }, addresses: ["10.0.0.5/24", "10.0.0.6/24"] };
      expect(await diff(news)).to.deep.include({ replaces: [], paths: ["addresses[1]", "options.miimon"] });
    });

    it("replaces a bond of another name, and nothing else", async () => {
      expect(await diff({ ...bond, device: "bond1" })).to.deep.include({ replaces: ["device"], paths: ["device"] });
      expect((await diff({ ...bond, mode: "balance-rr" })).replaces).to.deep.equal([]);
    });

    it("shows drift that no property shows", async () => {
      const olds = { ...bond, drift: { files: ["a second file says DEVICE=bond0"], kernel: [] } };
      expect((await diff(bond, olds)).paths).to.deep.equal(["drift"]);
      expect((await diff(bond)).changes).to.equal(messages.DiffResponse.DiffChanges.DIFF_NONE);
    });
  });

  describe("at preview", () => {
    it("asks no host, and knows that outputs are not known", async () => {
      const outputs = bagOf((await create(bond, true)).getProperties());
      expect(outputs).to.deep.include({ state: UNKNOWN, proc: UNKNOWN, mode: "active-backup" });
      expect(host.connections).to.equal(0);
    });

    it("asks the host where it is told to: over one connection, and says what would be done", async () => {
      await configure({ previewAsksHosts: "true" });
      await create({ ...bond, options: { miimon: 50 } }, true);
      expect([host.connections, host.execs.length]).to.deep.equal([1, 1]);
      expect(plugin.lines.at(-1)).to.deep.equal({
        urn: urnOf("bond0"),
        text: "bond0 on 127.0.0.1: asked the host: miimon 100 -> 50: changed while traffic flows; 2 steps",
      });
    });

    it("ends there in what the update would be refused for", async () => {
      await configure({ previewAsksHosts: "true" });
      const why = await messageOf(create({ ...bond, members: ["em1", "em7"] }, true));
      expect(why).to.match(/^Unable to .*bond0.*em7/);
    });

    it("goes on with a warning where the host does not answer", async () => {
      await configure({ previewAsksHosts: "true" });
      await create({ ...bond, connection: { ...host.connection, port: 1 } }, true);
      expect(plugin.lines.at(-1)?.text).to.match(/warning: the preview could not ask the host: Unable to /);
    });
  });

  it("makes a bond and reads it back, its lines on its own row", async () => {
    const made = await create(bond);
    expect(made.getId()).to.equal("127.0.0.1/bond0");
    const outputs = bagOf(made.getProperties());
    expect((outputs.connection as Bag).password).to.deep.equal(secret("right"));
    const again = await read(made.getId(), { ...outputs, connection: host.connection });
    expect(bagOf(again.getProperties()).state).to.deep.equal(outputs.state);
    expect(plugin.lines.every(({ urn }) => urn === urnOf("bond0"))).to.equal(true);
  });

  describe("at import", () => {
    const configured = () => configure({ password: secret("right"), hostKey: host.connection.hostKey ?? "" });

    it("needs no more than an id that names the host, and gives back the inputs of a program", async () => {
      await configured();
      const found = await read(`127.0.0.1:${host.port}/bond0`);
      expect(found.getId()).to.equal("127.0.0.1/bond0");
      const inputs = bagOf(found.getInputs());
      expect(inputs).to.deep.include({ device: "bond0", mode: "active-backup", members: ["em1", "em2"] });
      expect(inputs.connection).to.deep.equal({ host: "127.0.0.1", port: host.port });
      expect(failuresOf(await check(inputs))).to.deep.equal([]);
    });

    it("says what to write where the id names no host, and when there is no such bond", async () => {
      expect(await messageOf(read("bond0"))).to.match(
        /the id names no host\. Write HOST\/bond0, or set linux-bond:host/,
      );
      await configured();
      expect(await messageOf(read(`127.0.0.1:${host.port}/bond7`))).to.match(/bond7/);
    });
  });

  it("answers a request that makes no sense with a reason, and goes on", async () => {
    const urn = urnOf("bucket", "aws:s3/bucket:Bucket");
    const strange = plugin.call(client().check, new messages.CheckRequest().setUrn(urn));
    expect(await messageOf(strange)).to.match(/there is only the type linux-bond:index:BondInterface/);
    expect(await messageOf(plugin.call(client().create, new messages.CreateRequest()))).to.match(/^Unable to manage/);
    expect(await messageOf(create({}))).to.not.equal("no error");
    expect(await messageOf(plugin.call(client().construct, new messages.ConstructRequest()))).to.match(
      /UNIMPLEMENTED|not implement/i,
    );
    await plugin.call(client().cancel, new Empty());
    expect(failuresOf(await check(bond))).to.deep.equal([]);
  });
});
