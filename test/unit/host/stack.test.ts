import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { WORDS } from "./words";

for (const shell of ["dash", "bash"])
  describe(`A command of the host's network stack, under ${shell}`, function () {
    this.timeout(60_000);
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "stack-"));
      writeFileSync(join(folder, "log"), "");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const run = (words: string) =>
      spawnSync(shell, ["-c", `${WORDS}\ndir=$1\nread_clock\n${words}\nprintf '%s\\n' "$why"`, shell, folder], {
        encoding: "utf8",
      }).stdout;

    it("that takes too long is ended, with what its files ask for and what it said last", () => {
      const hangs = "sh -c 'echo; echo Determining IP information for bond0...; exec sleep 60'";
      expect(run(`deadline=$((now + 90)); run_stack 1 "25 IPv4 addresses, 3 devices" ${hangs}`)).to.equal(
        `${hangs.replaceAll("'", "")} did not end within 1 s (enough for 25 IPv4 addresses, 3 devices); ${hangs.replaceAll("'", "")} said: Determining IP information for bond0\n`,
      );
    });

    it("gets what is left of the rollback timer, and the reason names the property that gives it more", () => {
      expect(run('deadline=$((now + 1)); run_stack 60 "1 IPv4 address" sleep 60')).to.match(
        /^sleep 60 did not end within 1 s \(all that was left of the rollback timer; a longer apply.rollbackAfter /,
      );
      expect(run('deadline=$now; run_stack 60 "1 IPv4 address" sleep 60')).to.include(
        "no time left for sleep 60; a longer",
      );
    });

    it("is not cut short on the way back: there it gets twice the time and no deadline", () => {
      expect(run('deadline=; find_limit 136 "25 IPv4 addresses"; why=$limit')).to.equal("272\n");
    });

    it("is quoted when a check fails afterwards: three lines, no control characters, no advice to leave network-scripts", () => {
      writeFileSync(
        join(folder, "ifup"),
        `echo "WARN : [ifup] You are using 'ifup' script provided by 'network-scripts', which are now deprecated."
printf 'one\\ntwo\\033[1m\\n\\n'
echo 'Error, some other host (52:54:00:00:01:99) already uses address 10.0.0.5.' >&2
echo last`,
      );
      const quoted =
        run(`deadline=$((now + 1)); run_stack 60 "" sh "$dir/ifup"; find_addresses() { found=none; return 1; }
has_address() { return 1; }
run_check 'address|bond0|10.0.0.5/24'`);
      expect(quoted).to.equal(
        `check failed: address bond0 10.0.0.5/24; found: none; sh ${folder}/ifup said: two[1m; Error, some other host (52:54:00:00:01:99) already uses address 10.0.0.5; last\n`,
      );
    });

    it("is not quoted where no command of the stack ran", () => {
      expect(run("deadline=$now; run_check 'up|none0'")).to.equal("check failed: up none0; found: down\n");
    });
  });
