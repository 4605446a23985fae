import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Lab } from "../../lab/lab";

const RUN = `require(process.argv[1]).withOwnGuests("torture", () => new Promise(() => setInterval(() => console.log("works"), 100)))`;

/** A run that has begun, and a process that passes for its guest. */
async function begun() {
  const run = spawn(process.execPath, ["-e", RUN, join(__dirname, "../../lab/own.js")], {
    env: { ...process.env, LAB_NAME: undefined, LAB_KEEP: undefined },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(run.stdout, "data");
  const guest = spawn("sleep", ["600"], { argv0: "qemu-system-none", stdio: "ignore" });
  const folder = Lab.folder(`torture-${run.pid}-2`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "guest.json"), JSON.stringify({ folder, pid: guest.pid, ports: {} }));
  return { run, guest, folder };
}

describe("A run with guests of its own", function () {
  this.timeout(60_000);

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)
    it(`that ${signal} ends takes its guests down`, async () => {
      const { run, guest, folder } = await begun();
      try {
        const ended = once(guest, "exit");
        run.kill(signal);
        run.kill(signal);
        expect(await once(run, "exit")).to.deep.equal([code, null]);
        expect(await ended).to.deep.equal([null, "SIGKILL"]);
        expect(existsSync(folder)).to.equal(false);
      } finally {
        run.kill("SIGKILL");
        guest.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
      }
    });
});
