import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Connection, resetPools, type SshError, withSession } from "../../provider/ssh/index.js";
import { playAgent } from "../ssh/agent.js";
import { Lab, MACHINE_ADDRESS } from "./lab";

/** Users of the guest by what their login shell or their sudo rule does. */
const SETUP = `
set -eu
add() { userdel -rf "$1" 2>/dev/null || :; useradd -m -s "$2" "$1"; echo "$1:login-$1" | chpasswd; install -d -m 700 -o "$1" "/home/$1/.ssh"; }
for user in u-sh:/bin/sh u-bash:/bin/bash u-csh:/bin/tcsh u-fish:/usr/bin/fish u-pass:/bin/bash u-none:/bin/bash u-tty:/bin/bash u-off:/usr/sbin/nologin; do
  add "\${user%%:*}" "\${user#*:}"
  install -m 644 /tmp/keys "/home/\${user%%:*}/.ssh/authorized_keys"
done
echo 'echo loud cshrc' > /home/u-csh/.cshrc
sed -i '1i echo loud bashrc' /home/u-bash/.bashrc
install -d /home/u-fish/.config/fish
echo 'echo loud fish' > /home/u-fish/.config/fish/config.fish
chown -R u-fish /home/u-fish
cat > /etc/sudoers.d/ssh-test <<RULES
u-bash,u-csh,u-fish ALL=(ALL) NOPASSWD: ALL
u-pass ALL=(ALL) ALL
u-tty ALL=(ALL) NOPASSWD: ALL
Defaults:u-tty requiretty
Defaults:u-csh use_pty
RULES
chmod 440 /etc/sudoers.d/ssh-test
`;

describe("A real OpenSSH server", function () {
  this.timeout(900_000);
  let lab: Lab;
  let base: Connection;
  let folder: string;
  const key = (name: string, type: string, passphrase = ""): string => {
    const file = join(folder, name);
    execFileSync("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-f", file]);
    return file;
  };
  const run = (connection: Connection, script = "id -un; cat", input = "") =>
    withSession(connection, (session) => session.run({ script, input }));
  const who = async (connection: Connection) => (await run(connection)).stdout.trim();
  const failure = (connection: Connection): Promise<SshError> =>
    run(connection).then(
      (result) => expect.fail(`ran: ${result.stdout}`),
      (error) => error,
    );
  const as = (user: string, more: Partial<Connection> = {}): Connection => ({ ...base, user, ...more });
  /** Runs something while the machine's sshd has these lines in its configuration. */
  const withSshd = async (config: string, work: () => Promise<unknown>) => {
    const file = "/etc/ssh/sshd_config.d/00-test.conf";
    await resetPools();
    const { code, stderr } = await lab.machine(`cat >${file} && sshd -t && systemctl reload ssh`, `${config}\n`);
    try {
      expect(code, stderr).to.equal(0);
      await work();
    } finally {
      await lab.machine(`rm ${file}; systemctl reload ssh`);
      await resetPools();
    }
  };
  const byPassword = (user: string, password: string): Connection => {
    const { privateKeyPath: _, ...bare } = as(user);
    return { ...bare, password };
  };

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    folder = mkdtempSync(join(tmpdir(), "lab-ssh-"));
    base = { ...lab.connection(), agentSocketPath: "", dialErrorLimit: 3 };
    const files = [
      key("ed25519", "ed25519"),
      key("ecdsa", "ecdsa"),
      key("rsa", "rsa"),
      key("sealed", "ed25519", "open sesame"),
    ];
    const own = readFileSync(`${base.privateKeyPath}.pub`, "utf8");
    const keys = own + files.map((file) => readFileSync(`${file}.pub`, "utf8")).join("");
    const put = await lab.machine("cat > /tmp/keys", keys);
    expect(put.code, put.stderr).to.equal(0);
    const set = await lab.machine("/bin/sh -s", SETUP);
    expect(set.code, set.stderr).to.equal(0);
  });
  afterEach(resetPools);
  after(async () => {
    await lab.reset();
    rmSync(folder, { recursive: true });
  });

  for (const user of ["u-sh", "u-bash", "u-csh", "u-fish"]) {
    it(`runs a script and its input for a user of ${user.slice(2)}, whatever that shell prints`, async () => {
      const input = "$HOME `id` 'a' \"b\" \\ !\nlast";
      const result = await run(as(user), "cat; echo oops >&2; exit 3", input);
      expect(result).to.deep.equal({ code: 3, stdout: input, stderr: "oops\n" });
    });
  }

  it("replies to a script that asks back, also through sudo, with a password or with a terminal of sudo's own", async () => {
    const ways = [as("u-sh"), as("u-bash", { sudo: true }), as("u-csh", { sudo: true })];
    for (const way of [...ways, as("u-pass", { sudo: { password: "login-u-pass" } })]) {
      const reply = (line: string) => (line === "who is there" ? "me" : undefined);
      const command = { script: 'cat; echo "who is there"; head -n 1 <&6', input: "its input\n", reply };
      const { stdout } = await withSession(way, (session) => session.run(command));
      expect(stdout, way.user).to.equal("its input\nwho is there\nme\n");
    }
  });

  it("says what a shell answers that runs nothing", async () => {
    expect((await failure(as("u-off"))).message).to.contain("This account is currently not available.");
  });

  for (const type of ["ed25519", "ecdsa", "rsa"]) {
    it(`lets in with an ${type} key`, async () => {
      expect(await who(as("u-sh", { privateKeyPath: join(folder, type) }))).to.equal("u-sh");
    });
  }

  it("lets in with the contents of a key, a key of ~/.ssh, and a password it asks for in a dialogue", async () => {
    const { privateKeyPath: _, ...bare } = as("u-sh");
    const text = readFileSync(join(folder, "ecdsa"), "utf8");
    expect(await who({ ...bare, privateKey: text })).to.equal("u-sh");
    const home = process.env.HOME;
    process.env.HOME = folder;
    try {
      mkdirSync(join(folder, ".ssh"));
      copyFileSync(join(folder, "ecdsa"), join(folder, ".ssh/id_ecdsa"));
      expect(await who({ ...bare, agentSocketPath: "" })).to.equal("u-sh");
    } finally {
      process.env.HOME = home;
    }
    await withSshd("PasswordAuthentication no\nKbdInteractiveAuthentication yes", async () => {
      expect(await who(byPassword("u-sh", "login-u-sh"))).to.equal("u-sh");
    });
  });

  it("lets in with an encrypted key, a password, and an agent", async () => {
    const sealed = { privateKeyPath: join(folder, "sealed"), privateKeyPassword: "open sesame" };
    expect(await who(as("u-sh", sealed))).to.equal("u-sh");
    expect(await who(byPassword("u-sh", "login-u-sh"))).to.equal("u-sh");
    const agent = await playAgent([
      readFileSync(join(folder, "rsa"), "utf8"),
      readFileSync(join(folder, "ed25519"), "utf8"),
    ]);
    const { privateKeyPath: _, ...bare } = as("u-sh");
    expect(await who({ ...bare, agentSocketPath: agent.socket })).to.equal("u-sh");
    await resetPools();
    await agent.stop();
  });

  it("keeps out with a wrong key and a wrong password, and lists what was tried", async () => {
    const stranger = key("stranger", "ed25519");
    const error = await failure({ ...byPassword("u-sh", "wr0ng"), privateKeyPath: stranger });
    expect(error.kind).to.equal("authentication");
    expect(error.message).to.contain(`key ${stranger} (ssh-ed25519); password`).and.not.contain("wr0ng");
  });

  it("becomes root without a password, with one, and through a pseudo-terminal of sudo", async () => {
    for (const user of ["u-bash", "u-fish", "u-csh"])
      expect(await who(as(user, { sudo: true })), user).to.equal("root");
    expect(await who(as("u-pass", { sudo: { password: "login-u-pass" } }))).to.equal("root");
    expect(await who(as("u-bash", { sudo: { password: "never asked for" } }))).to.equal("root");
  });

  it("keeps the sudo password out of the guest's process list, environments and logs", async () => {
    const look = "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -c login-u-[p]ass";
    expect((await run(as("u-pass", { sudo: { password: "login-u-pass" } }), look)).stdout).to.equal("0\n");
    const logs = await lab.machine("journalctl --no-pager | grep -c login-u-[p]ass; grep -rlc login-u-[p]ass /var/log");
    expect(logs.stdout).to.equal("0\n");
  });

  for (const [title, connection, words] of [
    ["the wrong password", () => as("u-pass", { sudo: { password: "wrong" } }), /does not accept the password/],
    ["no password where one is asked for", () => as("u-pass", { sudo: true }), /asks for a password, and none is set/],
    [
      "no rule for the user",
      () => as("u-none", { sudo: { password: "login-u-none" } }),
      /does not allow it to this user/,
    ],
    ["a rule that demands a terminal", () => as("u-tty", { sudo: true }), /requiretty/],
  ] as const) {
    it(`explains why sudo fails: ${title}`, async () => {
      const error = await failure(connection());
      expect(error.kind).to.equal("sudo");
      expect(error.message)
        .to.match(words)
        .and.match(/Nothing was changed\.$/);
    });
  }

  it("is checked by its key: known of any type, unknown, changed, pinned", async () => {
    const lines = readFileSync(base.knownHostsPath ?? "", "utf8")
      .split("\n")
      .filter((line) => line.includes(`:${base.port} `));
    const file = join(folder, "known");
    for (const line of lines) {
      writeFileSync(file, line);
      expect(await who(as("u-sh", { knownHostsPath: file })), line).to.equal("u-sh");
      const [, ...hostKey] = line.split(" ");
      expect(await who(as("u-sh", { hostKey: hostKey.join(" ") }))).to.equal("u-sh");
      await resetPools();
    }
    execFileSync("ssh-keygen", ["-q", "-H", "-f", file], { stdio: "ignore" });
    expect(await who(as("u-sh", { knownHostsPath: file })), "hashed").to.equal("u-sh");
    await resetPools();
    writeFileSync(file, "");
    expect((await failure(as("u-sh", { knownHostsPath: file }))).message).to.match(/is not known/);
    writeFileSync(file, `[127.0.0.1]:${base.port} ${readFileSync(join(folder, "ed25519.pub"), "utf8")}`);
    expect((await failure(as("u-sh", { knownHostsPath: file }))).message).to.match(/HAS CHANGED/);
  });

  it("is reached through two hops, each of which proves who it is", async () => {
    const [, ...hostKey] = (readFileSync(base.knownHostsPath ?? "", "utf8").split("\n")[0] ?? "").split(" ");
    const inside = { host: MACHINE_ADDRESS, port: 22, hostKey: hostKey.join(" ") };
    const second = { ...as("u-csh"), ...inside, proxy: as("u-sh") };
    expect(await who({ ...as("u-fish"), ...inside, proxy: second })).to.equal("u-fish");
    const error = await failure({
      ...as("u-fish"),
      ...inside,
      proxy: { ...second, hostKey: `SHA256:${"A".repeat(43)}` },
    });
    expect(error.kind).to.equal("host-key");
    const revoked = join(folder, "revoked");
    const known = readFileSync(base.knownHostsPath ?? "", "utf8");
    const keys = known.split("\n").filter((line) => line.startsWith(`[127.0.0.1]:${base.port} `));
    writeFileSync(revoked, known + keys.map((line) => `@revoked ${line}\n`).join(""));
    const hop = { ...as("u-sh"), knownHostsPath: revoked };
    expect((await failure({ ...as("u-fish"), ...inside, proxy: hop })).message).to.match(/marked @revoked/);
  });

  it("is reached by its IPv6 address, with and without brackets, through a hop", async () => {
    const [, ...hostKey] = (readFileSync(base.knownHostsPath ?? "", "utf8").split("\n")[0] ?? "").split(" ");
    for (const host of ["::1", "[::1]"]) {
      const inside = { host, port: 22, hostKey: hostKey.join(" "), proxy: as("u-sh") };
      expect((await run({ ...as("u-fish"), ...inside }, "echo $SSH_CONNECTION")).stdout).to.match(/^::1 \d+ ::1 22\n$/);
    }
  });

  it("speaks as OpenSSH 7.4 does, whichever of its algorithms are left", async () => {
    for (const [kex, mac, hostKey] of [
      ["diffie-hellman-group-exchange-sha256", "hmac-sha2-256", "rsa-sha2-256"],
      ["curve25519-sha256@libssh.org", "hmac-sha2-512", "ssh-ed25519"],
      ["ecdh-sha2-nistp521", "hmac-sha2-256-etm@openssh.com", "ecdsa-sha2-nistp256"],
    ]) {
      const config = `KexAlgorithms ${kex}\nCiphers aes128-ctr\nMACs ${mac}\nHostKeyAlgorithms ${hostKey}`;
      await withSshd(config, async () => expect(await who(base), kex).to.equal("root"));
    }
    await withSshd("KexAlgorithms diffie-hellman-group14-sha1", async () => {
      expect((await failure(base)).message).to.match(/legacyAlgorithms\.$/);
      expect(await who({ ...base, legacyAlgorithms: ["diffie-hellman-group14-sha1"] })).to.equal("root");
    });
  });

  it("is noticed when its cable is pulled, within the bound that the user set", async () => {
    const begin = { at: 0 };
    const patient = { ...base, keepAliveTimeout: 6 };
    const pulled = withSession(patient, (session) =>
      session.run({
        script: "echo up; sleep 600",
        input: "",
        onLine: () => {
          begin.at = Date.now();
          void lab.cutLink("em1");
        },
      }),
    ).then(
      () => expect.fail("ran to its end"),
      (error: SshError) => error,
    );
    try {
      expect((await pulled).kind).to.equal("lost");
      expect(Date.now() - begin.at).to.be.lessThan(12_000);
    } finally {
      await lab.restoreLink("em1");
    }
  });

  it("with MaxSessions 1 runs all commands over one connection", async () => {
    await withSshd("MaxSessions 1", async () => {
      const all = Array.from({ length: 6 }, (_, i) => run(base, "cat; echo $SSH_CONNECTION", `${i} `));
      const answers = (await Promise.all(all)).map(({ stdout }) => stdout.trim());
      expect(answers.map((text) => text[0])).to.deep.equal(["0", "1", "2", "3", "4", "5"]);
      expect(new Set(answers.map((text) => text.slice(2))).size).to.equal(1);
    });
  });
});
