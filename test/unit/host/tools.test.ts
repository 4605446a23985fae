import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { WORDS } from "./words";

for (const shell of ["dash", "bash"])
  describe(`Tools of the host that do not do their work, under ${shell}`, function () {
    this.timeout(60_000);
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "tools-"));
      mkdirSync(join(folder, "bin"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const command = (name: string, text: string) => {
      writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, "bin", name), 0o755);
    };
    const run = (words: string) =>
      spawnSync(shell, ["-c", `${WORDS}\nPATH=$1/bin:$PATH\ndir=$1\n${words}`, shell, folder], { encoding: "utf8" })
        .stdout;

    it("a file that was not removed the first time is removed the second", () => {
      command("rm", '[ -e "$0.called" ] || { : >"$0.called"; exit 1; }\nexec /bin/rm "$@"');
      writeFileSync(join(folder, "guard"), "");
      run('remove -f -- "$dir/guard"');
      expect(existsSync(join(folder, "guard"))).to.equal(false);
      expect(existsSync(join(folder, "bin", "rm.called"))).to.equal(true);
    });

    it("without timeout a command still runs, once", () => {
      command("timeout", "exit 127");
      expect(run('try sh -c "echo ran >>$dir/runs" || echo "$why"')).to.equal("");
      expect(readFileSync(join(folder, "runs"), "utf8")).to.equal("ran\n");
    });

    it("a command that says 127 itself is not run again", () => {
      run('within 5 sh -c "echo ran >>$dir/runs; exit 127"');
      expect(readFileSync(join(folder, "runs"), "utf8")).to.equal("ran\n");
    });

    for (const tool of ["stat", "awk", "sed"])
      it(`${tool} is told when it fails while the host is looked at`, () => {
        command(tool, "exit 1");
        writeFileSync(join(folder, "ifcfg-em1"), "DEVICE=em1\n");
        expect(run("SCRIPTS=$dir; observe_files; observe_network").split("\n")).to.include(`failed ${tool}`);
      });

    it("an ip that hangs holds nobody up for ever, and is told", () => {
      command("timeout", 'shift 3\nexec /usr/bin/timeout 1 "$@"');
      command("ip", "exec sleep 60");
      expect(run("observe_network").split("\n")).to.include("failed ip -o addr show");
      expect(run("has_address em1 10.0.0.1/24 || printf unknown")).to.equal("unknown");
    });

    it("an ip that fails is told, for a device without addresses looks like its silence", () => {
      command("ip", 'case $* in "-o addr show") exit 1 ;; *) echo "default via 10.0.2.2 dev em1" ;; esac');
      const lines = run("observe_network").split("\n");
      expect(lines.slice(lines.indexOf("addresses")).slice(0, 4)).to.deep.equal([
        "addresses",
        "failed ip -o addr show",
        "routes4",
        " default via 10.0.2.2 dev em1",
      ]);
    });
  });
