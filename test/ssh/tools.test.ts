import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { resetPools, type SshError, withSession } from "../../provider/ssh/index.js";
import { type Play, playHost } from "./server.js";

describe("A host whose tools are not those of coreutils", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tools-"));
  });
  afterEach(async () => {
    await resetPools();
    rmSync(folder, { recursive: true });
  });

  const tool = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const shell: Play["shell"] = (command, channel) => {
    const child = spawn("/bin/sh", ["-c", command.replace("PATH=", `PATH=${folder}:`)]);
    channel.pipe(child.stdin);
    child.stdin.on("error", () => {});
    child.stdout.pipe(channel, { end: false });
    child.stderr.pipe(channel.stderr, { end: false });
    child.on("close", (code) => {
      channel.exit(code ?? 0);
      channel.end();
    });
  };
  const run = async (script: string, input: string) => {
    const host = await playHost({ shell });
    try {
      return await withSession(host.connection, (session) => session.run({ script, input }));
    } finally {
      await resetPools();
      await host.stop();
    }
  };

  it("gets script and input whole although its head reads ahead, as that of busybox does", async () => {
    tool("head", "cat");
    const input = "x".repeat(200_000);
    expect((await run("wc -c; echo done", input)).stdout).to.match(/^\s*200000\ndone\n$/);
  });

  it("says which tool could not read a command, instead of blaming the line", async () => {
    tool("dd", 'echo "dd: invalid argument fullblock" >&2; exit 1');
    const error: SshError = await run("true", "").then(
      () => expect.fail("ran"),
      (reason) => reason,
    );
    expect(error.kind).to.equal("protocol");
    expect(error.message).to.equal(
      'Unable to run a command on 127.0.0.1: a tool there could not read it ("dd: invalid argument fullblock"), so nothing of it ran. Put dd of coreutils or busybox first in /usr/sbin, /usr/bin, /sbin and /bin.',
    );
  });
});
