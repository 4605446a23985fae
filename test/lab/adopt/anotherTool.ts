import { expect } from "chai";
import type { Driver } from "../drift/driver";
import { OTHER_END, TRAFFIC } from "../drift/round";
import { byHand, traces } from "../drift/truth";
import { Lab } from "../lab";
import { underTraffic } from "../traffic";
import { HAND_MADE } from "./cases";

const UUID = "0c1e0b2e-3f0a-4a0b-8d1c-5d1f2a6b7c8d";

/** Files by the names and with the keys that NetworkManager and installers give them. */
const OF_ANOTHER_TOOL = `cd /etc/sysconfig/network-scripts
cat >ifcfg-Bond_connection_1 <<END
BONDING_OPTS="miimon=100 mode=balance-xor xmit_hash_policy=layer3+4 updelay=200"
TYPE=Bond
BONDING_MASTER=yes
BOOTPROTO=none
IPADDR=${TRAFFIC}
PREFIX=24
DEFROUTE=yes
NAME="Bond connection 1"
UUID=${UUID}
DEVICE=bond0
ONBOOT=yes
END
for n in 2 3; do
  printf "HWADDR=52:54:00:00:00:0$n\\nTYPE=Ethernet\\nNAME='bond0 slave $n'\\nDEVICE=em$n\\nONBOOT=yes\\nSLAVE=yes\\n" >ifcfg-bond0_slave_$n
done
echo MASTER=bond0 >>ifcfg-bond0_slave_2
echo MASTER=${UUID} >>ifcfg-bond0_slave_3`;

/** Takes over a bond that another tool made, with its own names for files and one member named by the bond's UUID. */
export function playAnotherTool(newDriver: () => Driver): void {
  let lab: Lab;
  const made = HAND_MADE.find(({ mode }) => mode === "balance-xor");
  const program = (more: Record<string, unknown> = {}) => ({ connection: lab.connection(), ...made?.program, ...more });
  const none = { HWADDR: "", TYPE: "", NAME: "" };
  const GIVEN_UP = { bond: { DEFROUTE: "", NAME: "", UUID: "" }, members: { em2: none, em3: none } };

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_END);
    await byHand(lab, `${made?.hand}\n${OF_ANOTHER_TOOL}`);
  });

  it("is an error while keys of them are neither kept nor given up: each with the file in which it stands", async () => {
    const driver = newDriver();
    const error = await driver.up(program()).catch((refused: Error) => refused);
    await driver.remove();
    expect(error).to.be.an("error");
    expect((error as Error).message)
      .to.match(/ifcfg-Bond_connection_1, line \d+: `NAME="Bond connection 1"`;/)
      .and.match(/ifcfg-bond0_slave_3, line 1: `HWADDR=52:54:00:00:00:03`/)
      .and.include('or there with "" in the place of the value to give them up');
  });

  it("is taken over with the running bond as it is; its files get the names and the keys of the program", async () => {
    const driver = newDriver();
    const { kernel } = await traces(lab);
    const declared = program({ extraKeys: GIVEN_UP });
    const { result, traffic } = await underTraffic(lab, TRAFFIC, () => driver.up(declared));
    expect(result.did).to.equal("create");
    expect((await traces(lab)).kernel, "what the kernel said").to.equal(kernel);
    expect(traffic.lost, `lost of ${traffic.sent} packets`).to.equal(0);
    expect(
      (
        await lab.machine(
          "cd /etc/sysconfig/network-scripts; echo ifcfg-*; grep -hE 'HWADDR|NAME|UUID' ifcfg-bond0 ifcfg-em[23]",
        )
      ).stdout,
    )
      .to.match(/^ifcfg-bond0 ifcfg-em1 ifcfg-em2 ifcfg-em3 .*\n$/)
      .and.not.match(/connection|slave/);
    expect(await driver.agrees(declared)).to.equal(true);
    await driver.remove();
  });
}
