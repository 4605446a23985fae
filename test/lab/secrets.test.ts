import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { engine } from "../engine/engine";
import { filesBelow } from "./files";
import { Lab, MACHINE_ADDRESS } from "./lab";
import { leaks, type Secrets } from "./leaks";
import { rack } from "./rack";
import { Stack } from "./stack";
import { watchMachine, watchProcesses } from "./watch";

// Each has what a shell, JSON, a URL and a regular expression would want to quote.
const SECRETS: Secrets = {
  password: `l0gin 'of' "ops" & <$HOME> %41 \\ü`,
  "sudo password": `sud0 'of' "ops" & <$HOME> %42 \\ü`,
  passphrase: `passphr4se 'of' "door" & %43 \\ü`,
  "wrong password": `wr0ng 'in' "every" & %44 \\ü`,
};

/** Everything that a log of this verbosity holds goes to standard error, and so into the output. */
const logged = (verbosity: number) => ["--logtostderr", "--logflow", "--verbose", String(verbosity)];
const VERBOSE = logged(11);

/** The lines in which Pulumi itself prints the values of properties, secrets too, by the verbosity from which it does. */
const TRACES: [verbosity: number, line: RegExp][] = [
  [3, /"msg":"RegisterResource RPC finished/],
  [9, /"msg":"((Unm|M)arshaling property for RPC|eventSink::Debug\(<.{0,20}RegisterResource RPC finished)/],
];
/** What the CLI said, without the lines of Pulumi's that may be there at this verbosity. */
const untraced = (output: string, args: string[]) => {
  const verbosity = args.includes("--verbose") ? Number(args[args.indexOf("--verbose") + 1]) : 0;
  const traces = TRACES.filter(([from]) => verbosity >= from).map(([, line]) => line);
  const lines = output.split("\n").filter((line) => !traces.some((trace) => trace.test(line)));
  return lines.join("\n");
};

describe("Secrets", function () {
  this.timeout(300_000);
  const said: [place: string, text: string][] = [];
  const secrets = { ...SECRETS };
  let lab: Lab;
  let stack: Stack;
  let folder: string;
  let connection: Record<string, unknown>;
  let here: ReturnType<typeof watchProcesses>;
  let there: Awaited<ReturnType<typeof watchMachine>>;

  const bond = (more: Record<string, unknown> = {}) => ({
    bond0: {
      connection,
      mode: "active-backup",
      members: ["em1", "em2"],
      addresses: [`${MACHINE_ADDRESS}/24`],
      gateway: "10.0.2.2",
      ...more,
    },
  });
  /** Runs the CLI and keeps what it said for the search. */
  const run = async (...args: string[]) => {
    const { code, output } = await stack.run(...args);
    said.push([`pulumi ${args.join(" ")}`, untraced(output, args)]);
    return { code, output };
  };
  const succeeds = async (...args: string[]) => {
    const { code, output } = await run(...args);
    expect(code, output.slice(-4000)).to.equal(0);
    return output;
  };
  const fails = async (declared: Record<string, Record<string, unknown>>, why: RegExp) => {
    await stack.declare(declared);
    const { code, output } = await run("up", "--yes", "--skip-preview", ...VERBOSE);
    expect(code).to.not.equal(0);
    expect(output).to.match(why);
  };

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    folder = mkdtempSync(join(tmpdir(), "lab-secrets-"));
    const key = join(folder, "door");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", SECRETS.passphrase ?? "", "-f", key]);
    secrets.key = readFileSync(key, "utf8");
    await lab.machine("useradd -m ops && chpasswd", `ops:${SECRETS.password}\n`);
    await lab.machine("useradd -m -s /bin/sh door && usermod -p '*' door && install -d -m 700 -o door /home/door/.ssh");
    await lab.machine("cat > /home/door/.ssh/authorized_keys", readFileSync(`${key}.pub`, "utf8"));
    await lab.machine("cat > /etc/sudoers.d/ops", "ops ALL=(ALL) ALL\nDefaults:ops rootpw\n");
    await lab.machine("chpasswd", `root:${SECRETS["sudo password"]}\n`);
    const [bastion] = await rack(lab, 1);
    if (bastion === undefined) throw new Error("no bastion");
    const { host, port, knownHostsPath } = bastion.connection;
    const hostKey = (await lab.machine("cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub")).stdout.trim();
    connection = {
      ...{ host: MACHINE_ADDRESS, hostKey, user: "ops", agentSocketPath: "", dialErrorLimit: 2 },
      ...{ password: SECRETS.password, sudo: { password: SECRETS["sudo password"] } },
      proxy: {
        ...{ host, port, knownHostsPath, user: "door", agentSocketPath: "" },
        ...{ privateKey: secrets.key, privateKeyPassword: SECRETS.passphrase },
      },
    };
    stack = await Stack.create(bond());
    here = watchProcesses();
    there = await watchMachine(lab);
  });
  after(async () => {
    here?.end();
    await stack?.remove();
    rmSync(folder, { recursive: true });
  });

  it("do not help a user without rights, who is told so before anything is changed", async () => {
    const { sudo: _, ...unprivileged } = connection;
    await fails(
      bond({ connection: unprivileged }),
      /Unable to create bond0 on 10\.0\.2\.15: .*is not root and has no sudo/,
    );
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
    await stack.declare(bond());
  });

  it("open a bastion by an encrypted key, the host by a password and root by another", async () => {
    await succeeds("preview", "--diff", ...VERBOSE);
    await succeeds("up", "--yes", "--skip-preview", ...VERBOSE);
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/mode")).stdout).to.equal("active-backup 1\n");
  });

  it("are shown as secrets by a diff that is about them", async () => {
    await stack.declare(bond({ connection: { ...connection, password: SECRETS["wrong password"] } }));
    expect(await succeeds("preview", "--diff")).to.match(/password *: \[secret\]/);
    await succeeds("preview", "--json", ...VERBOSE);
    for (const [from] of TRACES) await succeeds("preview", ...logged(from - 1));
  });

  it("are not in the error when the login, sudo, a key or the declaration is wrong", async () => {
    const wrong = SECRETS["wrong password"];
    const proxy = connection.proxy as Record<string, unknown>;
    const changed = (more: Record<string, unknown>) => bond({ connection: { ...connection, ...more } });
    await fails(changed({ password: wrong }), /Unable to log in as ops on 10\.0\.2\.15/);
    await fails(changed({ sudo: { password: wrong } }), /sudo does not accept the password/);
    await fails(changed({ proxy: { ...proxy, privateKeyPassword: wrong } }), /does not open privateKey/);
    await fails(changed({ passwrod: wrong }), /Did you mean password/);
    await fails(changed({ password: [wrong] }), /connection\.password is not a string/);
  });

  it("serve a change, a refresh and a destroy", async () => {
    await stack.declare(bond({ options: { miimon: 250 } }));
    await succeeds("up", "--yes", ...VERBOSE);
    await succeeds("refresh", "--yes", "--diff", ...VERBOSE);
    await succeeds("stack", "export");
    await succeeds("stack", "history", "--json");
    const files = await there.files();
    expect(files).to.include("DEVICE=bond0");
    said.push(["the host's files and journal while the bond was there", files]);
    await succeeds("destroy", "--yes", ...VERBOSE);
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
  });

  it("are nowhere: not in state, history, backups, output, logs, processes or files of either machine", async () => {
    const files = await there.files();
    const processes = await there.end();
    const { commands, environments } = here.end();
    const program = await readFile(join(stack.folder, "bonds.json"), "utf8");
    expect(leaks("the program", program, secrets)).to.have.length.greaterThan(3);
    expect(processes).to.include("linux-bond-ready");
    expect(files).to.include("DEVICE=em1");
    expect(commands).to.include("--logflow");
    const backend = await filesBelow(stack.folder, /\/(node_modules|bonds\.json)/);
    const kept = backend.map(([path]) => path.replace(stack.folder, ""));
    for (const kind of [/\/stacks\/.*test\.json$/, /\/history\//, /\/backups\//, /\.bak$/])
      expect(
        kept.filter((path) => kind.test(path)),
        String(kind),
      ).to.have.length.greaterThan(0);
    const places: [string, string][] = [
      ...said,
      ...backend,
      ["the host's processes", processes],
      ["the host's files and journal in the end", files],
      ["this machine's command lines", commands],
      ["this machine's environments", environments],
      ...(await filesBelow((await engine()).env.PULUMI_HOME ?? "", /\/(versions|plugins)\//)),
    ];
    expect(places.flatMap(([place, text]) => leaks(place, text, secrets)).join("\n")).to.equal("");
  });

  it("are in no trace either, of whatever verbosity, when the connection names a key file", async () => {
    connection = { ...lab.connection(), agentSocketPath: "" };
    const key = { key: readFileSync(lab.connection().privateKeyPath, "utf8") };
    const fresh = await Stack.create(bond());
    for (const operation of ["up", "refresh", "destroy"]) {
      const { code, output } = await fresh.run(operation, "--yes", "--skip-preview", ...VERBOSE);
      expect(code, output.slice(-2000)).to.equal(0);
      expect(output).to.match(/"msg":"Marshaling property for RPC/);
      expect(leaks(`pulumi ${operation}`, output, key)).to.deep.equal([]);
    }
    await fresh.remove();
  });

  it("are in no record, output or log but the engine's trace when they stand in the stack's configuration", async () => {
    const { host, port, knownHostsPath } = lab.connection();
    connection = { host, port, knownHostsPath, agentSocketPath: "", sudo: true };
    const fresh = await Stack.create(bond());
    await fresh.must("config", "set", "linux-bond:user", "ops");
    for (const [key, name] of Object.entries({ password: "password", sudoPassword: "sudo password" }))
      await fresh.must("config", "set", "--secret", `linux-bond:${key}`, SECRETS[name] ?? "");
    const texts: [string, string][] = [];
    for (const operation of ["up", "refresh", "destroy"]) {
      const { code, output } = await fresh.run(operation, "--yes", "--skip-preview", "--diff", ...logged(8));
      expect(code, output.slice(-2000)).to.equal(0);
      texts.push([`pulumi ${operation}`, output]);
    }
    texts.push(...(await filesBelow(fresh.folder, /\/node_modules/)));
    expect(texts.map(([place]) => place).join("\n")).to.match(/Pulumi\.test\.yaml/);
    expect(texts.flatMap(([place, text]) => leaks(place, text, SECRETS)).join("\n")).to.equal("");
    await fresh.remove();
  });
});
