import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import type { Advice } from "../../provider/cli/advice";
import { resetPools } from "../../provider/ssh";
import { ROOT } from "../root";
import { directDriver } from "./drift/direct";
import { PARTNER } from "./drift/rounds/modes";
import { byHand, traces } from "./drift/truth";
import { Lab } from "./lab";

/** A user without privileges. */
const ANN = `useradd -m -s /bin/bash ann; install -d -m 700 -o ann ~ann/.ssh
install -m 644 ~root/.ssh/authorized_keys ~ann/.ssh/`;

/** One LLDP frame out of a port of the switch: chassis, port, time to live, description of the port, name of the switch. */
const LLDP = `perl -e '
  my @tlvs = ([1, "\\x04RT\\0\\0\\1\\x11"], [2, "\\x05Eth1/4"], [3, "\\0\\x78"], [4, "media"], [5, "switch1"], [0, ""]);
  my $said = join "", map { pack("n", $_->[0] << 9 | length $_->[1]) . $_->[1] } @tlvs;
  my $to = "\\x01\\x80\\xc2\\0\\0\\x0e";
  open my $number, "<", "/sys/class/net/port4/ifindex" or die;
  socket my $socket, 17, 3, 0 or die "socket: $!";
  my $place = pack "SniSCCa8", 17, 0x88cc, scalar(<$number>), 0, 0, 6, $to;
  send $socket, $to . "RT\\0\\0\\1\\x11" . "\\x88\\xcc" . $said . "\\0" x 20, 0, $place or die "send: $!";
'`;

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
    expect(out).to.match(/^ {2}system +Debian GNU\/Linux \d+ /m);
    expect(out)
      .to.match(/^ {2}em1 +no LACPDU within 4 s$/m)
      .and.to.include("Silence proves little");
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

  it("hears who speaks LACP at the other end of a cable, and not what the host itself sends", async () => {
    await lab.reset();
    resetPools();
    await lab.switch(PARTNER.before);
    await directDriver().up({
      connection: lab.connection(),
      device: "bond0",
      mode: "802.3ad",
      members: ["em2", "em3"],
      options: { lacpRate: "fast" },
    });
    const before = await traces(lab);
    const { out } = await doctor();
    const HEARD = "speaks LACP: system 52:54:00:00:01:11, key \\d+";
    for (const port of ["em2", "em3"]) expect(out).to.match(new RegExp(`^ {2}${port} +${HEARD}$`, "m"));
    expect(out).to.match(/^ {2}em1 +no LACPDU within 4 s$/m);
    expect(await traces(lab)).to.deep.equal(before);
  });

  it("says why nobody listened: no tcpdump, or no root", async () => {
    await byHand(lab, "mv /usr/bin/tcpdump /usr/bin/tcpdump.away");
    const { out } = await doctor();
    await byHand(lab, "mv /usr/bin/tcpdump.away /usr/bin/tcpdump");
    expect(out).to.include("was not listened for: the host has no tcpdump.");
    await byHand(lab, ANN);
    const { deaf, listened } = JSON.parse((await doctor("--json", "--user", "ann")).out);
    expect({ deaf, listened }).to.deep.equal({ deaf: "no-root", listened: undefined });
  });

  it("tells the neighbours that NetworkManager has heard of by LLDP", async () => {
    const lldp =
      "nmcli connection add type ethernet ifname em4 con-name lldp connection.lldp enable ipv4.method disabled ipv6.method disabled";
    await byHand(
      lab,
      `systemctl -q unmask NetworkManager; systemctl start NetworkManager; nmcli device set em4 managed yes; ${lldp}; nmcli connection up lldp`,
    );
    const { code, stderr } = await lab.switch(LLDP);
    expect(code, stderr).to.equal(0);
    await lab.machine("sleep 1");
    expect((await doctor()).out).to.match(/^ {2}em4 +.*LLDP: switch1, port Eth1\/4, media$/m);
    await lab.reset();
  });
});
