import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { WORDS } from "./words";

/** What a command does at its first call instead of its work; from the second on it is what it always was. */
const once = (harm: string) => `#!/bin/sh\n[ -e "$0.called" ] || { : >"$0.called"; ${harm}; }\nexec /bin/mv "$@"\n`;

for (const shell of ["dash", "bash"])
  describe(`The phase of a transaction, under ${shell}`, function () {
    this.timeout(60_000);
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "phase-"));
      mkdirSync(join(folder, "bin"));
      writeFileSync(join(folder, "phase"), "applied\n");
      for (const phase of ["confirmed", "rolling-back"]) writeFileSync(join(folder, `next.${phase}`), `${phase}\n`);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const command = (name: string, text: string) => {
      writeFileSync(join(folder, "bin", name), text);
      chmodSync(join(folder, "bin", name), 0o755);
    };
    const phase = () => readFileSync(join(folder, "phase"), "utf8").trim();
    const change = (words: string) =>
      spawnSync(shell, ["-c", `${WORDS}\nPATH=$1/bin:$PATH\ndir=$1\nset_phase ${words}`, shell, folder]).status;

    it("changes from what is expected and from nothing else: of confirm and rollback one wins", () => {
      expect(change("rolling-back 'armed applying'")).to.equal(1);
      expect(phase()).to.equal("applied");
      expect(change("confirmed applied")).to.equal(0);
      expect(change("rolling-back 'armed applying applied'")).to.equal(1);
      expect(phase()).to.equal("confirmed");
    });

    it("changes although its rename fails the first time, or hangs", () => {
      for (const harm of ["exit 1", "exec sleep 60"]) {
        writeFileSync(join(folder, "phase"), "applied\n");
        writeFileSync(join(folder, "next.rolling-back"), "rolling-back\n");
        rmSync(join(folder, "bin", "mv.called"), { force: true });
        command("mv", once(harm));
        command("timeout", '#!/bin/sh\nshift 3\nexec /usr/bin/timeout 1 "$@"\n');
        expect(change("rolling-back applied"), harm).to.equal(0);
        expect(phase()).to.equal("rolling-back");
        expect(existsSync(join(folder, "bin", "mv.called")), harm).to.equal(true);
      }
    });

    it("changes on a host without timeout, and on one without flock", () => {
      command("timeout", "#!/bin/sh\nexit 127\n");
      command("flock", "#!/bin/sh\nexit 127\n");
      expect(change("rolling-back applied")).to.equal(0);
      expect(phase()).to.equal("rolling-back");
    });

    it("is gone, and nothing is made anew, once the folder is gone", () => {
      const gone = join(folder, "none");
      const text = `${WORDS}\ndir=$1\nset_phase confirmed applied || echo "$phase"`;
      expect(spawnSync(shell, ["-c", text, shell, gone], { encoding: "utf8" }).stdout).to.equal("gone\n");
    });
  });
