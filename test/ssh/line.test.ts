import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import {
  type Command,
  type Connection,
  freshSession,
  resetPools,
  SshError,
  tellWith,
  withSession,
} from "../../provider/ssh/index.js";
import { ROOT } from "../root.js";
import { type Line, type Relay, relayTo } from "./relay.js";
import { HOST_KEY, type PlayedHost, playHost } from "./server.js";

describe("A line that drops, drips or goes silent", function () {
  this.timeout(20_000);
  let host: PlayedHost;
  const relays: Relay[] = [];
  const overLine = async (line?: Line): Promise<{ relay: Relay; connection: Connection }> => {
    const relay = await relayTo(host.port, line);
    relays.push(relay);
    return { relay, connection: { ...host.connection, port: relay.port } };
  };
  const run = (connection: Connection, command: Command) => withSession(connection, (session) => session.run(command));

  beforeEach(async () => {
    host = await playHost();
  });
  afterEach(async () => {
    await resetPools();
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await host.stop();
  });

  it("ends in the right answer or an error wherever the host's answer is cut", async () => {
    const { relay, connection } = await overLine();
    const command = { script: "cat; echo done", input: "x".repeat(2000) };
    const right = await run(connection, command);
    const kinds = new Set<string>();
    for (let cutAfter = 1; cutAfter < relay.down; cutAfter += Math.ceil(relay.down / 60)) {
      const cut = await overLine({ cutAfter });
      const end = await run(cut.connection, command).catch((error) => error);
      if (end instanceof SshError) kinds.add(end.kind);
      else expect(end).to.deep.equal(right);
    }
    expect([...kinds].sort()).to.deep.equal(["lost", "unreachable"]);
  }).timeout(60_000);

  it("runs nothing of a command that was cut on its way to the host", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cut-"));
    const file = join(folder, "ran");
    try {
      const { relay, connection } = await overLine();
      const command = { script: `echo ran >> ${file}; cat >> ${file}`, input: "y".repeat(20_000) };
      await run(connection, command);
      const whole = readFileSync(file, "utf8");
      for (const missing of [19_000, 10_000, 3000, 200]) {
        const cut = await overLine({ cutUpAfter: relay.up - missing });
        const error = await run(cut.connection, command).catch((reason) => reason);
        expect(error).to.be.instanceOf(SshError);
      }
      expect(readFileSync(file, "utf8")).to.equal(whole);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("gets the right answer from a host whose every answer takes two thirds of what silence may last", async () => {
    const { connection } = await overLine({ delay: 1000 });
    const patient = { ...connection, perDialTimeout: 1.5, keepAliveTimeout: 1.5 };
    const result = await run(patient, { script: "cat", input: "slow" });
    expect(result.stdout).to.equal("slow");
  }).timeout(60_000);

  it("notices a dead peer in the middle of a command within the bound the user set", async () => {
    const { relay, connection } = await overLine();
    const started = Date.now();
    const command = { script: "echo up; sleep 60", input: "", onLine: () => relay.goSilent() };
    const error = await run({ ...connection, keepAliveTimeout: 1 }, command).catch((reason) => reason);
    expect(error).to.be.instanceOf(SshError);
    expect(error.kind).to.equal("lost");
    expect(Date.now() - started).to.be.lessThan(4000);
  });

  it("gives up on a host that takes the connection and says nothing", async () => {
    const { relay, connection } = await overLine();
    relay.goSilent();
    const error = await run({ ...connection, perDialTimeout: 0.4 }, { script: "true", input: "" }).catch(
      (reason) => reason,
    );
    expect(error.kind).to.equal("unreachable");
    expect(error.message).to.contain("no answer within 0.4 s");
  });

  it("gives up on a host that drips for ever", async () => {
    const drip = createServer((socket) => {
      const timer = setInterval(() => socket.write("S"), 40);
      socket.on("error", () => {}).on("close", () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => drip.listen(0, "127.0.0.1", resolve));
    const { port } = drip.address() as AddressInfo;
    const dripping = { ...host.connection, port, perDialTimeout: 0.15 };
    const error = await run(dripping, { script: "true", input: "" }).catch((reason) => reason);
    expect(error.kind).to.equal("unreachable");
    expect(error.message).to.contain("no login within 1.5 s");
    drip.close();
  });

  it("dials again with a line for the person who waits, and gets through", async () => {
    const closed = await relayTo(host.port);
    await closed.stop();
    const said: string[] = [];
    const passing: string[] = [];
    tellWith((line, passes) => (passes ? passing : said).push(line));
    try {
      const work = run({ ...host.connection, port: closed.port, dialErrorLimit: 10 }, { script: "echo hi", input: "" });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const late = await relayTo(host.port, {}, closed.port);
      relays.push(late);
      expect((await work).stdout).to.equal("hi\n");
    } finally {
      tellWith();
    }
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^127\.0\.0\.1 does not answer, trying 9 more times \(.*ECONNREFUSED.*\)$/);
    expect(passing.map((line) => line.replace(/ \(.*\)/, ""))).to.include(
      "127.0.0.1 does not answer, trying 8 more times",
    );
  });

  it("shares one connection, and opens a new one only to confirm", async () => {
    const { connection } = host;
    await Promise.all(Array.from({ length: 20 }, () => run(connection, { script: "true", input: "" })));
    expect(host.connections).to.equal(1);
    await freshSession(connection, (session) => session.run({ script: "true", input: "" }));
    expect(host.connections).to.equal(2);
    await run(connection, { script: "true", input: "" });
    expect(host.connections).to.equal(2);
  });

  it("keeps no process from ending: an unused connection is closed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ends-"));
    const program = join(folder, "program.js");
    const library = JSON.stringify(join(ROOT, "bin/provider/ssh/index.js"));
    const work = `withSession(${JSON.stringify(host.connection)}, (session) => session.run({ script: "echo hi", input: "" }))`;
    writeFileSync(
      program,
      `const { withSession } = require(${library});\n${work}.then(({ stdout }) => console.log(stdout));`,
    );
    const started = Date.now();
    const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 15_000 });
    expect(stdout).to.equal("hi\n\n");
    expect(Date.now() - started).to.be.lessThan(10_000);
    rmSync(folder, { recursive: true });
  });

  it("opens a new connection when the shared one has died meanwhile", async () => {
    const { relay, connection } = await overLine();
    await run(connection, { script: "true", input: "" });
    await relay.stop();
    relays.push(await relayTo(host.port, {}, relay.port));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await run(connection, { script: "echo again", input: "" })).stdout).to.equal("again\n");
  });

  it("goes through two hops and checks the key of each", async () => {
    const [first, second] = [await playHost(), await playHost()];
    try {
      const proxy = { ...second.connection, proxy: first.connection };
      const through: Connection = { ...host.connection, proxy };
      expect((await run(through, { script: "echo far", input: "" })).stdout).to.equal("far\n");
      expect([first.connections, second.connections, host.connections]).to.deep.equal([1, 1, 1]);
      const other = `SHA256:${"A".repeat(43)}`;
      const wrong = { ...through, proxy: { ...proxy, proxy: { ...first.connection, hostKey: other } } };
      const error = await run(wrong, { script: "true", input: "" }).catch((reason) => reason);
      expect(error.kind).to.equal("host-key");
      expect(HOST_KEY.line).to.not.equal(other);
    } finally {
      await resetPools();
      await Promise.all([first.stop(), second.stop()]);
    }
  });
});
