import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import ts from "typescript";
import type { BondState } from "../../provider/model/state";
import { ROOT } from "../root";
import { byHand, traces } from "./drift/truth";
import { Lab } from "./lab";
import { Stack } from "./stack";

/** Two bonds as people write them, one of them with everything, and a user who may become root. */
const SCENE = `cd /etc/sysconfig/network-scripts
cat >ifcfg-bond0 <<END
# the uplink, see ticket 4711
DEVICE="bond0"
NAME=uplink
ONBOOT=yes
BOOTPROTO=static
IPADDR=10.50.0.5
NETMASK=255.255.255.0
MTU=1400
ZONE='public'
BONDING_OPTS="mode=1 miimon=100 updelay=200 primary=em2"
END
echo "10.60.0.0/16 via 10.50.0.1 metric 7" >route-bond0
printf "DEVICE=bond1\\nONBOOT=yes\\nBOOTPROTO=none\\nBONDING_OPTS='mode=802.3ad miimon=100 lacp_rate=fast'\\n" >ifcfg-bond1
for nic in em2:bond0 em3:bond0 em4:bond1; do
  printf "DEVICE=\${nic%:*}\\nMASTER=\${nic#*:}\\nSLAVE=yes\\nONBOOT=yes\\nETHTOOL_OPTS='-K em2 gro on'\\n" >ifcfg-\${nic%:*}
done
sed -i /ETHTOOL_OPTS/d ifcfg-em3 ifcfg-em4
ifup bond0; ifup bond1
useradd -m -s /bin/bash ann; install -d -m 700 -o ann ~ann/.ssh; install -m 644 ~root/.ssh/authorized_keys ~ann/.ssh/
echo 'ann ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ann`;

const COMPILER: ts.CompilerOptions = { strict: true, module: ts.ModuleKind.Node20, target: ts.ScriptTarget.ES2022 };

/** What the compiler has against a program, and the program as Node runs it. */
async function compiled(file: string): Promise<{ complaints: string[]; code: string }> {
  const program = ts.createProgram([file], { ...COMPILER, noEmit: true, skipLibCheck: true });
  const complaints = ts
    .getPreEmitDiagnostics(program)
    .map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"));
  const module = { ...COMPILER, module: ts.ModuleKind.CommonJS };
  return { complaints, code: ts.transpileModule(await readFile(file, "utf8"), { compilerOptions: module }).outputText };
}

describe("The command for people", function () {
  this.timeout(300_000);
  let lab: Lab;

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await byHand(lab, SCENE);
  });

  /** What a shell would see of one call: by default as root, over a host key that is known. */
  function command(words: string[], { user = "root", known = true, env = {} } = {}) {
    const { host, port, privateKeyPath, knownHostsPath } = lab.connection();
    const [name = "", ...rest] = words;
    const way = ["--port", String(port), "--private-key-path", privateKeyPath];
    const args = [name, `${user}@${host}`, ...rest, ...way, ...(known ? ["--known-hosts-path", knownHostsPath] : [])];
    const main = join(ROOT, "bin", "provider", "cli", "main.js");
    return new Promise<{ code: number; out: string; err: string }>((resolve) =>
      execFile(process.execPath, [main, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      ),
    );
  }
  const seen = async (...words: string[]) => JSON.parse((await command(words)).out);

  it("shows a healthy bond at a glance and ends with 0", async () => {
    const { code, out } = await command(["status", "bond0"]);
    expect(out)
      .to.match(/^bond0 on 127\.0\.0\.1: active-backup, up, carrier, 2 of 2 members linked$/m)
      .and.match(/^ {2}em2 +up +.* 52:54:00:00:00:02 +active$/m)
      .and.match(/^Nothing is wrong\.$/m);
    expect(code).to.equal(0);
  });

  it("prints the same for scripts: one bond, or all by name", async () => {
    const bond0 = (await seen("status", "bond0", "--json")) as BondState;
    expect(bond0).to.deep.include({ mode: "active-backup", activeMember: "em2", mtu: 1400, warnings: [] });
    expect(bond0.options).to.deep.include({ miimon: 100, updelay: 200, primary: "em2" });
    const all = await seen("status", "--json");
    expect(all.bond0).to.deep.equal(bond0);
    expect(Object.keys(all)).to.deep.equal(["bond0", "bond1"]);
  });

  it("says in words what is wrong, and ends with 1", async () => {
    await lab.cutLink("em3");
    await byHand(lab, "sleep 1");
    const { code, out } = await command(["status", "bond0"]);
    await lab.restoreLink("em3");
    expect(out).to.include("1 of 2 members linked").and.include("! Member em3 has no carrier.");
    expect(code).to.equal(1);
    const alone = await command(["status", "bond1"]);
    expect(alone.out).to.include("no partner").and.include("! No LACP partner answers");
    expect(alone.code).to.equal(1);
  });

  it("ends with 2 where it could not look: no such bond, a host key that nobody knows", async () => {
    const other = await command(["status", "bond7"]);
    expect(other.err).to.include("Unable to find bond7 on 127.0.0.1: it is no bond there. The host has bond0, bond1.");
    const stranger = await command(["status"], { known: false });
    expect(stranger.err).to.match(/^Unable to trust 127\.0\.0\.1: its ssh-\S+ .*is not known/);
    expect([other.code, stranger.code]).to.deep.equal([2, 2]);
  });

  it("sees through sudo what root sees, and says what it could not read without", async () => {
    const root = await seen("status", "--json");
    const through = await command(["status", "--json", "--sudo"], { user: "ann" });
    expect(JSON.parse(through.out)).to.deep.equal(root);
    const without = JSON.parse((await command(["status", "--json"], { user: "ann" })).out);
    expect(without.bond0).to.deep.equal(root.bond0);
    expect(without.bond1).to.not.have.property("lacp");
    expect(without.bond1.warnings.join()).to.include("The LACP partner could not be read");
  });

  /** Imports bonds into a stack whose program is the one that was written; gives back what the command said. */
  async function imported(stack: Stack, bonds: string[], env = {}): Promise<string> {
    const folder = join(stack.folder, "imported");
    const { code, err } = await command(["import", ...bonds, "--out", folder], { env });
    expect(code, err).to.equal(0);
    const program = await compiled(join(folder, "bonds.ts"));
    expect(program.complaints).to.deep.equal([]);
    const [, words = ""] = /then run: pulumi (.*)\n/.exec(err) ?? [];
    const { code: done, output } = await stack.run(...words.split(" "));
    expect(done, output).to.equal(0);
    await writeFile(join(stack.folder, "index.js"), program.code);
    return err;
  }

  it("writes a program and a file for pulumi import: afterwards a preview is empty, and up touches nothing", async () => {
    const stack = await Stack.create({});
    const said = await imported(stack, ["bond0", "bond1"], { LINUX_BOND_PASSWORD: "hunter2" });
    expect(said).to.match(
      /^No password was written\..*\nPut the text of .*bonds\.ts into the program, then run: .*\n$/,
    );
    expect(await readFile(join(stack.folder, "imported", "bonds.json"), "utf8")).to.not.include("hunter2");
    const before = await traces(lab);
    for (const flags of [[], ["--refresh"]]) {
      const preview = await stack.run("preview", "--diff", "--expect-no-changes", ...flags);
      expect(preview.code, preview.output).to.equal(0);
    }
    await stack.up();
    expect(await traces(lab)).to.deep.equal(before);
    // What no program declares, only the resource can know.
    const state = { ...(await seen("status", "bond0", "--json")), undeclaredAddresses: [] };
    expect((await stack.recorded("bond0"))?.outputs.state).to.deep.equal(state);
    await stack.remove();
  });

  it("has a folder made of its host for a bug report, which plays as the host does", async () => {
    const { host, port, privateKeyPath, knownHostsPath } = lab.connection();
    const folder = join(await mkdtemp(join(tmpdir(), "linux-bond-field-")), "uplink");
    const way = ["--port", String(port), "--private-key-path", privateKeyPath, "--known-hosts-path", knownHostsPath];
    const main = join(ROOT, "bin", "test", "field", "main.js");
    await promisify(execFile)(process.execPath, [main, "--collect", `root@${host}`, ...way, folder]);
    const { stdout } = await promisify(execFile)(process.execPath, [main, "--json", folder]);
    const [played] = JSON.parse(stdout);
    expect(played.import.program)
      .to.include('addresses: ["10.50.0.5/24"]')
      .and.include('routes: [{ to: "10.60.0.0/16", via: "10.50.0.1", metric: 7 }]');
    expect(await readFile(join(folder, "files", "ifcfg-bond0"), "utf8")).to.include("# comment\n");
    await rm(dirname(folder), { recursive: true });
  });

  it("says which key of an imported bond's files does harm; the first update takes it out and touches nothing else", async () => {
    await byHand(lab, "echo HWADDR=52:54:00:00:00:04 >>/etc/sysconfig/network-scripts/ifcfg-em4");
    const stack = await Stack.create({});
    const harm = "ifcfg-em4: HWADDR has a value, declared none";
    expect(await imported(stack, ["bond1"])).to.include(
      `bond1: the first update after the import will change this: ${harm}`,
    );
    const { kernel } = await traces(lab);
    expect((await stack.run("preview", "--diff")).output)
      .to.include("1 to update")
      .and.include("extraKeys");
    await stack.up();
    expect((await traces(lab)).kernel).to.equal(kernel);
    expect((await lab.machine("grep -c HWADDR /etc/sysconfig/network-scripts/ifcfg-em4")).stdout).to.equal("0\n");
    const preview = await stack.run("preview", "--refresh", "--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
    await stack.remove();
  });
});
