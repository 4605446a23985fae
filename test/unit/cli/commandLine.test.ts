import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { connectionOf, hopOf } from "../../../provider/cli/connection";
import { run } from "../../../provider/cli/run";
import { withSeconds } from "../../../provider/cli/waiting";

/** Runs a command line and gives what a shell would see. */
async function shell(...args: string[]) {
  const seen = { out: "", err: "" };
  const read = async (file: string) => {
    throw new Error(`no file ${file}`);
  };
  const code = await run(args, { read, out: (text) => (seen.out += text), err: (text) => (seen.err += text) });
  return { code, ...seen };
}

describe("The command line", () => {
  it("takes a host with user and port, and IPv6 addresses", () => {
    expect(hopOf("root@media1")).to.deep.equal({ user: "root", host: "media1" });
    expect(hopOf("media1:2222")).to.deep.equal({ host: "media1", port: 2222 });
    expect(hopOf("root@[2001:db8::1]:22")).to.deep.equal({ user: "root", host: "2001:db8::1", port: 22 });
    expect(hopOf("2001:db8::1")).to.deep.equal({ host: "2001:db8::1" });
    expect(hopOf("ops@corp@media1")).to.deep.equal({ user: "ops@corp", host: "media1" });
  });

  it("takes the flags of a connection under the resource's names, and secrets from the environment only", () => {
    const flags = { port: 2222, knownHostsPath: "~/k", proxy: "jump@gate:22", sudo: true, retries: -1 };
    expect(
      connectionOf("ops@media1", flags, { LINUX_BOND_SUDO_PASSWORD: "s", LINUX_BOND_PASSWORD: "p" }),
    ).to.deep.equal({
      host: "media1",
      user: "ops",
      port: 2222,
      knownHostsPath: "~/k",
      dialErrorLimit: -1,
      sudo: { password: "s" },
      password: "p",
      proxy: { user: "jump", host: "gate", port: 22 },
    });
  });

  it("connects once where nobody asks for more, because somebody waits for the answer", () => {
    expect(connectionOf("media1", {}, {}).dialErrorLimit).to.equal(1);
    expect(connectionOf("media1", { retries: 3 }, {}).dialErrorLimit).to.equal(4);
  });

  for (const [title, args, words] of [
    ["a mistyped command", ["stutas", "root@media1"], "unknown command 'stutas'\n(Did you mean status?)"],
    ["a missing host", ["status"], "missing required argument '[user@]host'"],
    ["a mistyped option", ["status", "root@media1", "--jsno"], "unknown option '--jsno'\n(Did you mean --json?)"],
    ["an option of another command", ["rollback", "root@media1", "--json"], "unknown option '--json'"],
    ["a word too many", ["transactions", "root@media1", "bond0"], "too many arguments"],
    ["a port that is no number", ["status", "root@media1", "--port", "ssh"], "'ssh' is invalid. It is not a number."],
    [
      "a port out of range",
      ["status", "root@media1", "--port", "70000"],
      "Unable to connect to root@media1: port 70000",
    ],
    ["retries that nobody can count", ["status", "root@media1", "--retries", "1.5"], "Unable to use --retries 1.5"],
    ["an import without a device", ["import", "root@media1"], "missing required argument 'device'"],
  ] as const)
    it(`explains ${title}, and ends with 2`, async () => {
      const { code, out, err } = await shell(...args);
      expect(err).to.contain(words);
      expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    });

  it("does not repeat a host that was typed with a password", async () => {
    for (const typed of ["ssh://root:hunter2@media1", "root:hunter2@media1", "root:hunter2"]) {
      const { code, err } = await shell("status", typed);
      expect(code).to.equal(2);
      expect(err)
        .to.match(/^Unable to connect: (host|user) /)
        .and.not.contain("hunter2");
    }
  });

  it("ends with 2 and one sentence when the host cannot be reached", async () => {
    const flags = ["--port", "1", "--per-dial-timeout", "1", "--insecure-ignore-host-key"];
    const { code, out, err } = await shell("status", "root@127.0.0.1", ...flags);
    expect(err).to.match(/127\.0\.0\.1/);
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
  });

  it("prints the help of everything and of one command, in all the ways that people try", async () => {
    for (const words of [[], ["help"], ["--help"], ["-h"]]) {
      const { code, out, err } = await shell(...words);
      expect(out).to.contain("Usage: pulumi-linux-bond <command>");
      expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    }
    for (const words of [
      ["help", "status"],
      ["status", "--help"],
      ["status", "-h"],
    ]) {
      const { code, out, err } = await shell(...words);
      expect(out).to.contain("Usage: pulumi-linux-bond status [options] [[user@]host] [device...]");
      expect(out).to.contain("--known-hosts-path <file>").and.to.contain("LINUX_BOND_SUDO_PASSWORD");
      expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    }
  });

  it("prints the version", async () => {
    for (const word of ["--version", "-v", "version"]) {
      const { code, out } = await shell(word);
      expect(out).to.match(/^\d+\.\d+\.\d+\n$/);
      expect(code).to.equal(0);
    }
  });

  it("shows at a terminal for how long it has waited, and takes that away again", async () => {
    const shown: string[] = [];
    const io = { read: async () => "", out: () => {}, err: (text: string) => shown.push(text), terminal: true };
    expect(await withSeconds(io, "media1", () => pause(2600, "done"))).to.equal("done");
    expect(shown).to.deep.equal(["\r\x1b[Kmedia1: 2 s", "\r\x1b[K"]);
  });
});
