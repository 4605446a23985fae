import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { WORDS } from "./words";

const ZERO = "00:00:00:00:00:00";
const OWN = "52:54:00:12:34:56";
const OTHER = "02:00:00:00:00:01";

/** The kernel's side, played: a driver before 5.16 refuses zero. */
const STRICT = `write_sysfs() { case $2 in ${ZERO}) why=refused; return 1 ;; esac; printf '%s\\n' "$2" >"$1"; }`;

for (const shell of ["dash", "bash"])
  describe(`The LACP identity on a kernel that refuses zero, under ${shell}`, () => {
    let folder: string;
    const option = () => join(folder, "bond0", "bonding", "ad_actor_system");
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "identity-"));
      mkdirSync(join(folder, "bond0", "bonding"), { recursive: true });
      writeFileSync(join(folder, "bond0", "address"), `${OWN}\n`);
      writeFileSync(option(), `${OTHER}\n`);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const holds = (words: string) =>
      spawnSync(shell, ["-c", `${WORDS}\n${STRICT}\nNET=$1\n${words}`, shell, folder]).status === 0;

    it("becomes the bond's own address when it is to be nobody's, and is taken for it", () => {
      expect(holds(`check_option bond0 ad_actor_system ${ZERO}`)).to.equal(false);
      expect(holds(`set_option bond0 ad_actor_system ${ZERO}`)).to.equal(true);
      expect(readFileSync(option(), "utf8")).to.equal(`${OWN}\n`);
      expect(holds(`check_option bond0 ad_actor_system ${ZERO}`)).to.equal(true);
      expect(holds(`check_option bond0 ad_actor_system ${OTHER}`)).to.equal(false);
    });

    it("stays refused for anything else", () => {
      writeFileSync(join(folder, "bond0", "bonding", "miimon"), "100\n");
      expect(holds(`set_option bond0 miimon ${ZERO}`)).to.equal(false);
    });
  });
