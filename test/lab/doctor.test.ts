import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import type { Advice } from "../../provider/cli/advice";
import { ROOT } from "../root";
import { directDriver } from "./drift/direct";
import { byHand, traces } from "./drift/truth";
import { Lab } from "./lab";

describe("The doctor, on a host that has no bond yet", function () {
  this.timeout(180_000);
  let lab: Lab;
  const driver = directDriver();

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
  });
  after(() => lab.reset());

  function doctor(...words: string[]): Promise<{ code: number; out: string; err: string }> {
    const { host, port, privateKeyPath, knownHostsPath } = lab.connection();
    const way = ["--port", String(port), "--private-key-path", privateKeyPath, "--known-hosts-path", knownHostsPath];
    const args = [join(ROOT, "bin/provider/cli/main.js"), "doctor", `root@${host}`, ...words, ...way];
    return new Promise((resolve) =>
      execFile(process.execPath, args, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      ),
    );
  }

  it("names the stack, the ports and a program, and changes nothing", async () => {
    const before = await traces(lab);
    const { code, out, err } = await doctor();
    expect(err).to.equal("");
    expect(out)
      .to.include("network-scripts, service enabled")
      .and.to.match(/^ {2}em2 +\S/m);
    expect(out).to.include('import { BondInterface } from "pulumi-linux-bond";');
    expect(code).to.equal(0);
    expect(await traces(lab)).to.deep.equal(before);
  });

  it("says what is in the way, and ends with 1", async () => {
    await byHand(lab, "mv /sbin/ifup /sbin/ifup.away");
    const { code, out } = await doctor();
    await byHand(lab, "mv /sbin/ifup.away /sbin/ifup");
    expect(out).to.match(/In the way:\n {2}- the host has no network-scripts .*Install the package network-scripts/);
    expect(code).to.equal(1);
  });

  it("proposes a bond that can be made as it says", async () => {
    const { advice } = JSON.parse((await doctor("--json")).out) as { advice: Advice };
    expect(advice.blocks).to.deep.equal([]);
    const program = { ...advice.args, connection: lab.connection() };
    await driver.up(program);
    expect(await driver.agrees(program)).to.equal(true);
    expect((await lab.machine(`cat /sys/class/net/${advice.args.device}/bonding/mode`)).stdout).to.include(
      "active-backup",
    );
  });
});
