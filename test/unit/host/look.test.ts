import { spawn, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { WORDS } from "./words";

for (const shell of ["dash", "bash"])
  describe(`A look at the host, under ${shell}`, function () {
    this.timeout(60_000);
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "look-"));
      chmodSync(folder, 0o755);
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const look = (words: string) =>
      spawnSync(shell, ["-c", `${WORDS}\nSCRIPTS=$1\n${words}`, shell, folder], { encoding: "utf8" });

    it("takes seconds where there are 5,000 files, with names that a shell could take apart", () => {
      const odd = ["ifcfg-two words", "ifcfg-it's", 'ifcfg-"', "ifcfg-a\\b", "ifcfg-$(x)"];
      for (let number = 0; number < 5000; number++)
        writeFileSync(join(folder, `ifcfg-e${number}`), `DEVICE=e${number}\n`);
      for (const name of odd) writeFileSync(join(folder, name), "x\n");
      const begin = Date.now();
      const lines = look("observe_files").stdout.split("\n");
      expect(Date.now() - begin).to.be.lessThan(10_000);
      expect(lines.filter((line) => line.startsWith(`content ${folder}/`))).to.have.length(5005);
      for (const name of odd) expect(lines.filter((line) => line.endsWith(name))).to.have.length(2);
    });

    it("counts the DHCP clients of root alone: another user's process of that name means nothing", async () => {
      const program = join(folder, "dhclient");
      copyFileSync("/bin/sleep", program);
      chmodSync(program, 0o755);
      const isRoot = process.getuid?.() === 0;
      const clients = [
        spawn(program, ["61"], isRoot ? { uid: 65534 } : {}),
        ...(isRoot ? [spawn(program, ["62"])] : []),
      ];
      await Promise.all(clients.map((client) => new Promise((resolve) => client.once("spawn", resolve))));
      const seen = look("observe_daemons").stdout;
      for (const client of clients) client.kill();
      expect(seen).to.not.contain("dhclient 61");
      if (isRoot) expect(seen).to.match(/^dhclient \S*dhclient 62 ?$/m);
    });
  });
