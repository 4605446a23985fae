import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Command, type Connection, resetPools, type SshError, withSession } from "../../provider/ssh/index.js";
import { type Play, type PlayedHost, playHost } from "./server.js";

const ECHO: Command = { script: "cat; echo oops >&2; exit 3", input: "$HOME `id` 'a' \"b\" \\ !\nlast" };
const RIGHT = { code: 3, stdout: ECHO.input, stderr: "oops\n" };

describe("A host that misbehaves gives the right answer or a clear error", function () {
  this.timeout(20_000);
  const hosts: PlayedHost[] = [];
  const play = async (how?: Play): Promise<PlayedHost> => {
    const host = await playHost(how);
    hosts.push(host);
    return host;
  };
  const run = (connection: Connection, command = ECHO) => withSession(connection, (session) => session.run(command));
  const failure = async (connection: Connection, command = ECHO): Promise<SshError> =>
    await run(connection, command).then(
      (result) => expect.fail(`ran: ${JSON.stringify(result).slice(0, 200)}`),
      (error) => error,
    );

  afterEach(async () => {
    await resetPools();
    await Promise.all(hosts.splice(0).map((host) => host.stop()));
  });

  it("runs script and input apart, and brings back code and both outputs", async () => {
    const host = await play();
    expect(await run(host.connection)).to.deep.equal(RIGHT);
  });

  it("ignores what a login shell prints before the command", async () => {
    const host = await play({ greeting: "Welcome!\nLast login: never\n0123 begin\n" });
    expect(await run(host.connection)).to.deep.equal(RIGHT);
  });

  it("hands on each line as it comes, and the last one without a newline", async () => {
    const host = await play();
    const lines: string[] = [];
    await run(host.connection, {
      script: "echo one; echo; printf 'zwei ü'",
      input: "",
      onLine: (line) => lines.push(line),
    });
    expect(lines).to.deep.equal(["one", "", "zwei ü"]);
  });

  it("runs all commands of a host with MaxSessions 1, one after the other", async () => {
    const host = await play({ maxSessions: 1 });
    const results = await Promise.all(Array.from({ length: 12 }, () => run(host.connection)));
    expect(results).to.deep.equal(Array.from({ length: 12 }, () => RIGHT));
    expect([host.connections, host.busiest]).to.deep.equal([1, 1]);
  });

  it("says so when a host opens no session at all", async () => {
    const error = await failure((await play({ maxSessions: 0 })).connection);
    expect(error.kind).to.equal("protocol");
    expect(error.message).to.match(/opens no session/);
  });

  it("stops listening to a script whose output has no end", async () => {
    const error = await failure((await play()).connection, { script: "exec yes", input: "" });
    expect(error.kind).to.equal("protocol");
    expect(error.message).to.match(/more than 16 MiB/);
  });

  it("leaves no command running whose client has gone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "endless-"));
    const file = join(folder, "pid");
    const script = `read -r file; sh -c 'echo $$ >"$0"; exec yes' "$file"`;
    await failure((await play()).connection, { script, input: `${file}\n` });
    const command = () => existsSync(`/proc/${readFileSync(file, "utf8").trim()}/exe`);
    for (let tries = 0; command() && tries < 50; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(command()).to.equal(false);
    rmSync(folder, { recursive: true });
  });

  it("stops listening to a login shell whose greeting has no end", async () => {
    const shell: Play["shell"] = (_command, channel) => {
      const block = Buffer.alloc(32_768, "y");
      const pour = () => {
        while (channel.writable && channel.write(block));
      };
      channel.on("drain", pour).on("error", () => {});
      pour();
    };
    const error = await failure((await play({ shell })).connection);
    expect(error.kind).to.equal("protocol");
    expect(error.message).to.match(/more than 1 MiB/);
  });

  it("shows what a shell says that runs nothing, with control characters escaped", async () => {
    const shell: Play["shell"] = (_command, channel) => {
      channel.write("\u001b[2JGo away\u0007\n");
      channel.exit(1);
      channel.end();
    };
    const error = await failure((await play({ shell })).connection);
    expect(error.kind).to.equal("protocol");
    expect(error.message).to.contain('it answered "\\e[2JGo away\\u{7}"');
  });

  it("does not take binary garbage for an answer", async () => {
    const shell: Play["shell"] = (_command, channel) => {
      channel.write(Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)));
      channel.exit(0);
      channel.end();
    };
    expect((await failure((await play({ shell })).connection)).kind).to.equal("protocol");
  });

  it("gives up on a command after its time, and the next command gets a connection of its own", async () => {
    const host = await play();
    const error = await failure({ ...host.connection, commandTimeout: 0.3 }, { script: "sleep 3", input: "" });
    expect(error.kind).to.equal("timeout");
    expect(error.message).to.equal(
      "Unable to run a command on 127.0.0.1: it was not done within 0.3 s. Raise commandTimeout if the host is that slow.",
    );
    expect(await run(host.connection)).to.deep.equal(RIGHT);
    expect(host.connections).to.equal(2);
  });

  it("gives up after the same time on a command that never stops to answer", async () => {
    const host = await play();
    const drip = { script: "while :; do echo drip; sleep 0.05; done", input: "" };
    const started = Date.now();
    const error = await failure({ ...host.connection, commandTimeout: 0.6, keepAliveTimeout: 0.4 }, drip);
    expect(error.kind).to.equal("timeout");
    expect(Date.now() - started).to.be.lessThan(3000);
  });

  it("names the signal when the shell that runs the script is killed", async () => {
    const host = await play();
    const result = await run(host.connection, { script: "echo started; kill -KILL $$; sleep 1", input: "" });
    expect(result).to.deep.equal({ code: undefined, signal: "SIGKILL", stdout: "started\n", stderr: "" });
  });

  it("does not wait for what a script leaves running", async () => {
    const host = await play();
    const result = await run(host.connection, { script: "sleep 30 & echo done", input: "" });
    expect(result.stdout).to.equal("done\n");
  });

  it("refuses input that no shell variable can hold", async () => {
    const error = await failure((await play()).connection, { script: "cat", input: "a\0b" });
    expect(error.message).to.match(/NUL byte/);
  });

  it("carries a megabyte of input and output", async () => {
    const input = "0123456789abcde\n".repeat(65_536);
    const result = await run((await play()).connection, { script: "cat", input });
    expect(result.stdout === input).to.equal(true);
  });
});
