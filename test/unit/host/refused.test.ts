import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { WORDS } from "./words";

for (const shell of ["dash", "bash"])
  describe(`What the kernel refuses to take, under ${shell}`, () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "refused-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const run = (words: string) =>
      spawnSync(shell, ["-c", `${WORDS}\nNET=/dev dir=$1\n${words}`, shell, folder], { encoding: "utf8" });

    it("is told with the kernel's reason and nothing on the terminal", () => {
      const { stdout, stderr } = run('write_sysfs "$NET/full" fast || printf %s "$why"');
      expect(stdout).to.equal("the kernel refuses 'fast' for full: No space left on device");
      expect(stderr).to.equal("");
    });

    it("does not turn up in what is written next", () => {
      run('write_sysfs "$NET/full" fast; say "step 2"; set_up full up; say "step 3"');
      expect(readFileSync(join(folder, "log"), "utf8")).to.equal("step 2\nstep 3\n");
    });

    it("is refused where there is no such file as well", () => {
      const { stdout, stderr } = run('put "$NET/nothing/there" 1 || printf refused');
      expect({ stdout, stderr }).to.deep.equal({ stdout: "refused", stderr: "" });
    });

    it("is a change on a host without flock, which is named", () => {
      const alone = "for tool in timeout sleep; do ln -s $(command -v $tool) $1; done; PATH=$1";
      const { stdout } = run(`refuse() { printf '%s: %s' "$1" "$2"; exit; }; ${alone}; lock_home 8</dev/null`);
      expect(stdout).to.equal("prepare: the host has no flock, which is part of util-linux");
    });
  });
