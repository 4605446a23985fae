import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { directDriver } from "./drift/direct";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";
import { plainSsh } from "./plainSsh";

/** The machine's address in a network in which the SSH client is not: it is reached over a gateway. */
const ADDRESS = "10.0.2.17";
const GATEWAY = "10.0.2.18";

/** The gateway stands in the switch, which hands on to the client's network. */
const SWITCH = `ip address add ${GATEWAY}/28 dev sw0; ip route add 10.0.2.2/32 dev sw0
sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.sw0.send_redirects=0 net.ipv4.conf.all.rp_filter=0`;

/** A bond by hand, with a gateway as installers write it; SSH has no other way in. */
const HAND = `cd /etc/sysconfig/network-scripts; ifdown em1
printf 'NETWORKING=yes\\n' >../network
printf 'DEVICE=bond0\\nONBOOT=yes\\nBOOTPROTO=none\\nIPADDR=${ADDRESS}\\nPREFIX=28\\nGATEWAY=${GATEWAY}\\nBONDING_OPTS="mode=active-backup miimon=100"\\n' >ifcfg-bond0
for nic in em1 em2; do printf "DEVICE=$nic\\nMASTER=bond0\\nSLAVE=yes\\nONBOOT=yes\\n" >ifcfg-$nic; done
ifup bond0`;

describe("A bond that carries SSH and is taken over", function () {
  this.timeout(600_000);
  let lab: Lab;
  const program = (more: Record<string, unknown> = {}) => ({
    connection: { ...lab.connection(ADDRESS), dialErrorLimit: 2 },
    device: "bond0",
    mode: "active-backup",
    members: ["em1", "em2"],
    options: { miimon: 100 },
    addresses: [`${ADDRESS}/28`],
    adopt: true,
    ...more,
  });
  const refusal = (more: Record<string, unknown> = {}) =>
    directDriver()
      .up(program(more))
      .then(
        () => expect.fail("it was taken over"),
        (error: Error) => error.message,
      );
  const bondFile = async () =>
    (await lab.machine("cat /etc/sysconfig/network-scripts/ifcfg-bond0 /etc/sysconfig/network; ip route")).stdout;

  /** The power cut takes the gateway too, without which the machine does not count as settled. */
  const gatewayAgain = async () => {
    while ((await lab.switch(SWITCH, "", 30)).code !== 0) await pause(1000);
  };

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(SWITCH);
    await byHand(lab, HAND);
    expect(await plainSsh(lab.connection(ADDRESS), "echo here")).to.equal("here\n");
  });
  after(() => lab.reset());

  it("is refused by a program without its gateway, and nothing is touched", async () => {
    const before = await bondFile();
    expect(await refusal()).to.match(
      /after the next boot 10\.0\.2\.2 \(SSH comes from there\) would not be reached: ifcfg-bond0 would have no gateway\. Declare gateway: "10\.0\.2\.18", or set apply\.allowManagementMove\./,
    );
    expect(await bondFile()).to.equal(before);
  });

  it("loses the gateway at once where that is allowed, so that the confirmation decides and not the next boot", async () => {
    const before = await bondFile();
    expect(await refusal({ apply: { allowManagementMove: true, rollbackAfter: 20 } })).to.match(
      /rolled back|is as it was/,
    );
    expect(await bondFile()).to.equal(before);
  });

  it("is there after a reboot, where the program has all that SSH needs", async () => {
    const driver = directDriver();
    await driver.up(program({ gateway: GATEWAY }));
    await lab.powerOff();
    await Promise.all([lab.boot(), gatewayAgain()]);
    expect(await plainSsh(lab.connection(ADDRESS), "ip route show default")).to.include(`via ${GATEWAY} dev bond0`);
    expect(await driver.agrees(program({ gateway: GATEWAY }))).to.equal(true);
    await driver.remove();
  });
});
