import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { encodeId } from "../../../provider/host/request";
import type { Plan } from "../../../provider/model/plan";
import { ROOT } from "../../root";
import { Playground } from "./playground";

const LEFT = join(ROOT, "test/unit/host/left-by-0.1.0");
const ID = "20261124T120000Z-0a1b2c3d";
const NETWORK = "etc/sysconfig/network-scripts";
const GUARD = "etc/systemd/system/pulumi-linux-bond-guard.service";
const LINK = "etc/systemd/system/sysinit.target.wants/pulumi-linux-bond-guard.service";
const EM1 = "DEVICE=em1\nBOOTPROTO=none\nIPADDR=10.0.0.5\n";
const thisBoot = () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8");

for (const shell of ["dash", "bash"])
  describe(`What was left behind, under ${shell}`, function () {
    this.timeout(60_000);
    let host: Playground;
    beforeEach(() => {
      host = new Playground(shell);
    });
    afterEach(() => host.close());

    const at = (...names: string[]) => join(host.folder, ...names);
    const ours = () => readdirSync(at(NETWORK)).filter((name) => name.startsWith("."));

    /** A host on which 0.1.0 has left a change; `script` takes the place of the copy that it made. */
    const leaveBehind = (boot: string, script = (text: string) => text) => {
      for (const folder of ["transactions", "history", "originals/bond0"])
        mkdirSync(host.path(folder), { recursive: true });
      const copy = (from: string, to: string) => {
        mkdirSync(to, { recursive: true });
        for (const name of readdirSync(from))
          writeFileSync(join(to, name), host.moved(readFileSync(join(from, name), "utf8")));
      };
      copy(join(LEFT, "transaction"), host.path("transactions", ID));
      copy(join(LEFT, "network-scripts"), at(NETWORK));
      writeFileSync(host.path("history", ID), readFileSync(join(LEFT, "history")));
      writeFileSync(host.path("transactions", ID, "boot"), boot);
      const own = host.path("transactions", ID, "script");
      writeFileSync(own, script(readFileSync(own, "utf8")));
    };
    const expectUndone = () => {
      expect(readFileSync(at(NETWORK, "ifcfg-em1"), "utf8")).to.equal(EM1);
      expect(existsSync(at(NETWORK, "ifcfg-bond0"))).to.equal(false);
      expect(ours()).to.deep.equal([]);
      expect(host.transactions()).to.deep.equal([]);
    };

    const BOOTS = { "this boot": thisBoot(), "an earlier boot": "another\n" };
    for (const [when, boot] of Object.entries(BOOTS))
      it(`by 0.1.0 in ${when} is undone by the script of 0.1.0`, async () => {
        const mark = at("own-copy");
        leaveBehind(boot, (text) => text.replace("restore_files() {\n", `restore_files() {\n  : >${mark}\n`));
        expect(await host.run("tidy")).to.equal(
          `recovered ${ID} an unconfirmed change of bond0, left behind, was undone\n`,
        );
        expectUndone();
        expect(existsSync(mark), "the copy did it").to.equal(true);
        expect(host.history(ID)).to.match(/^rolled-back (its worker and its timer were gone|the host was restarted)/);
      });

    it("with a copy of the script that is not whole is undone all the same", async () => {
      for (const boot of Object.values(BOOTS)) {
        leaveBehind(boot, (text) => text.slice(0, text.length / 2));
        await host.run("tidy");
        expectUndone();
      }
    });

    const plan: Plan = {
      device: "bond0",
      files: [
        { path: `/${NETWORK}/ifcfg-em1`, content: "DEVICE=em1\n", mode: "644" },
        { path: `/${NETWORK}/ifcfg-bond0`, content: "DEVICE=bond0\n", mode: "644" },
      ],
      steps: [],
      verify: [],
    };

    it("beside files by a begin that was killed at any copy is cleaned up by the next writer", async () => {
      host.command(
        "cp",
        'echo >>"$0.count"\n/bin/cp "$@"\n[ "$(wc -l <"$0.count")" != "$(cat "$0.kill")" ] || kill -KILL $PPID',
      );
      for (const kill of [1, 2, 3]) {
        writeFileSync(at(NETWORK, "ifcfg-em1"), EM1);
        const { input } = await host.request({ plan });
        writeFileSync(at("bin/cp.kill"), String(kill));
        rmSync(at("bin/cp.count"), { force: true });
        expect(await host.run("begin", input)).to.equal("");
        expect(ours().length, `copy ${kill}`).to.equal(kill - 1);
        await host.run("tidy");
        expect(ours(), `copy ${kill}`).to.deep.equal([]);
        expect(host.transactions()).to.deep.equal([]);
      }
    });

    const strays = () => {
      mkdirSync(at("etc/systemd/system/sysinit.target.wants"), { recursive: true });
      for (const name of [
        "etc/sysconfig/.pulumi-linux-bond.1-a.3.new",
        `${NETWORK}/.pulumi-linux-bond.1-a.1.old`,
        GUARD,
      ])
        writeFileSync(at(name), "");
      if (!existsSync(at(LINK))) symlinkSync("../pulumi-linux-bond-guard.service", at(LINK));
    };
    const expectSwept = () => {
      expect([...ours(), ...readdirSync(at("etc/sysconfig")).filter((name) => name.startsWith("."))]).to.deep.equal([]);
      expect([existsSync(at(GUARD)), existsSync(at(LINK))]).to.deep.equal([false, false]);
    };

    it("by a power cut that took the transaction's folder is cleaned up: files, and a guard that is empty", async () => {
      mkdirSync(host.path("transactions"));
      strays();
      await host.run("tidy");
      expectSwept();
    });

    it("is cleaned up by the guard as well, and what belongs to a change that lives stays", async () => {
      writeFileSync(at(NETWORK, "ifcfg-em1"), EM1);
      const id = await host.applied({ plan });
      strays();
      writeFileSync(
        at(GUARD),
        `ExecStart=/bin/sh ${host.path("transactions", id)}/script guard ${host.path("transactions", id)}\n`,
      );
      await host.run("tidy");
      expect(ours().filter((name) => name.includes(id))).not.to.deep.equal([]);
      expect(existsSync(at(GUARD))).to.equal(true);
      writeFileSync(host.path("transactions", id, "boot"), "another\n");
      const dir = host.path("transactions", id);
      spawnSync(shell, [join(dir, "script"), "guard", dir]);
      expectSwept();
      expect(host.history(id)).to.equal("rolled-back the host was restarted before the change was confirmed");
    });
  });

for (const shell of ["dash", "bash"])
  describe(`The boot guard, under ${shell}`, function () {
    this.timeout(60_000);
    let host: Playground;
    beforeEach(() => {
      host = new Playground(shell);
    });
    afterEach(() => host.close());

    const guard = (id: string) => {
      const dir = host.path("transactions", id);
      return spawnSync(shell, [join(dir, "script"), "guard", dir]).status;
    };
    /** The timer has ended as every process does in a soft reboot. */
    const endTimer = (id: string) => writeFileSync(host.path("transactions", id, "timer"), "1 1\n");

    it("undoes in a soft reboot, which keeps the boot id: sysinit.target is not reached and no process is left", async () => {
      const id = await host.applied();
      host.command(
        "systemctl",
        'case $* in "show -p ActiveState sysinit.target") echo ActiveState=inactive ;; *) exit 3 ;; esac',
      );
      endTimer(id);
      guard(id);
      expect(host.history(id)).to.equal("rolled-back the host was restarted before the change was confirmed");
    });

    it("leaves a change alone when somebody starts it in a running system, or while its timer lives", async () => {
      const id = await host.applied();
      for (const state of ["active", "inactive", ""]) {
        host.command("systemctl", `[ "$1" = show ] || exit 3\necho ActiveState=${state}`);
        if (state !== "inactive") continue;
        guard(id);
        expect(host.read("transactions", id, "phase"), "its timer lives").to.equal("applied");
      }
      endTimer(id);
      for (const text of ["echo ActiveState=active", "exit 1"]) {
        host.command("systemctl", `[ "$1" = show ] || exit 3\n${text}`);
        guard(id);
        expect(host.read("transactions", id, "phase"), text).to.equal("applied");
      }
    });

    it("comes before whatever reads or writes network files at boot, and wants the target that orders them", async () => {
      mkdirSync(join(host.folder, "run/systemd/system"), { recursive: true });
      for (const name of ["systemd-run", "systemctl"]) host.command(name, "exit 1");
      const id = await host.applied();
      const unit = readFileSync(join(host.folder, GUARD), "utf8");
      const before = [...unit.matchAll(/^Before=(.*)$/gm)].flatMap(([, names = ""]) => names.split(" "));
      expect(before).to.include.members([
        ...["sysinit.target", "network-pre.target", "network.service", "NetworkManager.service"],
        ...["systemd-networkd.service", "networking.service", "wickedd.service"],
        ...["netplan-configure.service", "cloud-init-local.service"],
      ]);
      expect(unit).to.match(/^Wants=network-pre\.target$/m);
      await host.run("rollback", encodeId(id));
      expect(existsSync(join(host.folder, GUARD))).to.equal(false);
    });
  });
