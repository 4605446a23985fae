import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../root";
import { Host } from "./host";
import { Lab } from "./lab";
import { creating } from "./plans";

/** What the page for the person at the console has to be typed, block by block. */
const [WITH_SCRIPT = "", BY_HAND = "", REST = ""] = [
  ...readFileSync(join(ROOT, "provider/host/README.md"), "utf8").matchAll(/^```sh\n(.*?)^```/gms),
].map(([, text]) => text);

const FILES =
  "cd /etc/sysconfig; ls -l --time-style=+ . network-scripts; cat network network-scripts/ifcfg-* /etc/resolv.conf";

describe("A person who recovers a host by hand", function () {
  this.timeout(300_000);
  let lab: Lab;
  let host: Host;
  let files = "";

  const said = async (command: string) => (await lab.machine(command)).stdout;
  const typed = async (text: string, id: string) => {
    const { code, stderr } = await lab.machine(`set -e\n${text.replaceAll("ID", id)}`);
    expect(code, stderr).to.equal(0);
  };
  const command = (...words: string[]): Promise<{ code: number; text: string }> => {
    const { port, privateKeyPath, knownHostsPath } = lab.connection();
    const way = ["--port", String(port), "--private-key-path", privateKeyPath, "--known-hosts-path", knownHostsPath];
    const [verb = "", ...more] = words;
    const line = [join(ROOT, "bin/provider/cli/main.js"), verb, "root@127.0.0.1", ...more, ...way];
    return new Promise((resolve) =>
      execFile(process.execPath, line, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), text: `${stdout}${stderr}` }),
      ),
    );
  };
  const expectAsBefore = async () => {
    expect(await said(FILES)).to.equal(files);
    expect((await said("cat /sys/class/net/bonding_masters")).trim()).to.equal("");
    expect(await host.leftovers()).to.equal("");
  };

  before(async () => {
    lab = await Lab.up();
    host = new Host(lab);
    await lab.reset();
    await lab.machine("ip link set em2 up");
    files = await said(FILES);
  });
  after(() => lab.reset());

  it("sees from elsewhere what waits to be confirmed and who did it, and takes it back", async () => {
    expect(await command("transactions")).to.deep.equal({ code: 0, text: "Nothing was changed on 127.0.0.1 yet.\n" });
    const { id } = await host.begin(creating);
    const open = await command("transactions");
    expect(open.code, open.text).to.equal(0);
    expect(open.text).to.contain(`now: ${id} on bond0, applied, by ann@laptop pid 4711\n`);
    const undone = await command("rollback");
    expect(undone.code, undone.text).to.equal(0);
    expect(undone.text).to.match(/Rolled back on 127\.0\.0\.1: asked for\.\n$/);
    await expectAsBefore();
    expect((await command("transactions")).text).to.match(new RegExp(`^${id} bond0 \\S+ rolled-back asked for\n$`));
  });

  it("is told when there is nothing to roll back, and when it is too late", async () => {
    expect(await command("rollback")).to.deep.equal({
      code: 0,
      text: "refused unknown there is nothing to roll back\nNothing to roll back on 127.0.0.1: no change waits to be confirmed.\n",
    });
    const { id } = await host.begin(creating);
    await host.confirm(id);
    const late = await command("rollback", id);
    expect(late.code).to.equal(2);
    expect(late.text).to.contain("Unable to roll back on 127.0.0.1: it is too late to roll back.");
    await lab.reset();
  });

  it("undoes a change at the console with the script that lies there", async () => {
    const { id, outcome } = await host.begin(creating);
    expect(outcome).to.deep.equal({ result: "applied" });
    await typed(WITH_SCRIPT, id);
    await expectAsBefore();
  });

  it("undoes a change at the console without any tool of ours, as the page says", async () => {
    const { id, outcome } = await host.begin(creating);
    expect(outcome).to.deep.equal({ result: "applied" });
    await typed(BY_HAND, id);
    await typed(REST, id);
    await expectAsBefore();
    expect((await command("status")).text).to.contain("127.0.0.1");
  });

  it("keeps a change at the console, as the page says", async () => {
    const { id } = await host.begin(creating);
    await typed("systemctl stop 'pulumi-linux-bond-*.timer'", id);
    await typed(REST, id);
    expect(await host.leftovers()).to.equal("");
    expect(await said("cat /sys/class/net/bond0/bonding/slaves")).to.equal("em2\n");
    expect(await said("cat /etc/sysconfig/network-scripts/ifcfg-em2")).to.contain("MASTER=bond0");
  });
});
