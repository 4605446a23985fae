import { expect } from "chai";
import { connectionOf, hopOf } from "../../../provider/cli/connection";
import { run } from "../../../provider/cli/run";

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
    const flags = {
      port: "2222",
      "known-hosts-path": "~/k",
      proxy: "jump@gate:22",
      sudo: true,
      "dial-error-limit": "-1",
    };
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

  for (const [title, args, words] of [
    ["an unknown command", ["stutas", "root@media1"], "Unable to run stutas: there is no such command."],
    ["a missing host", ["status"], "Unable to run status: no host was named."],
    [
      "an unknown flag",
      ["status", "root@media1", "--jsno"],
      "Unable to read the command line: Unknown option '--jsno'",
    ],
    ["a flag of another command", ["rollback", "root@media1", "--json"], "Unable to run rollback: it has no --json."],
    [
      "a port that is no number",
      ["status", "root@media1", "--port", "ssh"],
      "Unable to use --port ssh: it is not a number.",
    ],
    [
      "a port out of range",
      ["status", "root@media1", "--port", "70000"],
      "Unable to connect to root@media1: port 70000",
    ],
    ["an import without a device", ["import", "root@media1"], "Unable to import: no device was named."],
  ] as const)
    it(`explains ${title}, and ends with 2`, async () => {
      const { code, out, err } = await shell(...args);
      expect(err).to.contain(words);
      expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    });

  it("ends with 2 and one sentence when the host cannot be reached", async () => {
    const flags = ["--port", "1", "--dial-error-limit", "1", "--per-dial-timeout", "1", "--insecure-ignore-host-key"];
    const { code, out, err } = await shell("status", "root@127.0.0.1", ...flags);
    expect(err).to.match(/127\.0\.0\.1/);
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
  });

  it("prints help and the version", async () => {
    expect((await shell("help")).out).to.contain("Usage: pulumi-linux-bond <command>");
    expect((await shell()).out).to.contain("Usage: pulumi-linux-bond <command>");
    expect((await shell("--version")).out).to.match(/^\d+\.\d+\.\d+\n$/);
  });
});
