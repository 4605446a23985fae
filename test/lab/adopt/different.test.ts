import { expect } from "chai";
import { directDriver } from "../drift/direct";
import { OTHER_END, TRAFFIC } from "../drift/round";
import { byHand, traces, truth } from "../drift/truth";
import { Lab } from "../lab";
import { underTraffic } from "../traffic";
import { HAND_MADE } from "./cases";

const FOREIGN =
  "cd /etc/sysconfig/network-scripts; echo ZONE=public >>ifcfg-bond0; echo ETHTOOL_OPTS=\\'-K em2 gro on\\' >>ifcfg-em2";

describe("A bond that somebody else made, and not as the program says", function () {
  this.timeout(300_000);
  let lab: Lab;
  const made = HAND_MADE.find(({ mode }) => mode === "active-backup");
  const program = (more: Record<string, unknown>) => ({
    ...made?.program,
    connection: lab.connection(),
    options: { miimon: 50, primary: "em2" },
    ...more,
  });
  const refusal = (more: Record<string, unknown>) =>
    directDriver()
      .up(program(more))
      .then(
        () => expect.fail("it was taken over"),
        (error: Error) => error.message,
      );

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_END);
    await byHand(lab, `${made?.hand}\n${FOREIGN}`);
  });

  it("is an error without adopt, which names what differs and says how to go on; nothing is touched", async () => {
    const before = await truth(lab);
    expect(await refusal({ adopt: false }))
      .to.include("the bond is there already and was not made by this program; it differs from the declaration: ")
      .and.include("ifcfg-bond0: miimon is 100, declared 50")
      .and.include("kernel: bond0: miimon is 100, declared 50")
      .and.include("ifcfg-bond0: ZONE is public, declared none")
      .and.include("Set adopt: true");
    expect(await truth(lab)).to.deep.equal(before);
  });

  it("is an error with adopt while its files have keys that the program neither declares nor gives up", async () => {
    expect(await refusal({})).to.include(
      "keys that the program does not declare: ifcfg-bond0: ZONE is public; ifcfg-em2: ETHTOOL_OPTS is -K em2 gro on. Write them under extraKeys to keep them",
    );
  });

  it("is taken over and changed where it differs, as little as that needs, and keeps the rest", async () => {
    const extraKeys = { bond: { ZONE: "public" }, members: { em2: { ETHTOOL_OPTS: "-K em2 gro on" } } };
    const driver = directDriver();
    const { result, traffic } = await underTraffic(lab, TRAFFIC, () => driver.up(program({ extraKeys })));
    expect(result.said).to.include("miimon 100 -> 50").and.include("keeps what the program does not mention");
    expect(traffic.lost, `lost of ${traffic.sent} packets`).to.equal(0);
    expect((await truth(lab)).join("\n"))
      .to.include("miimon:50")
      .and.include("num_grat_arp:3")
      .and.match(/ZONE='?public/)
      .and.match(/ETHTOOL_OPTS=["']-K em2 gro on/);
    expect(await driver.agrees(program({ extraKeys }))).to.equal(true);
    await driver.remove();
  });
});

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
UUID=0c1e0b2e-3f0a-4a0b-8d1c-5d1f2a6b7c8d
DEVICE=bond0
ONBOOT=yes
END
for n in 2 3; do
  printf "HWADDR=52:54:00:00:00:0$n\\nTYPE=Ethernet\\nNAME='bond0 slave $n'\\nDEVICE=em$n\\nONBOOT=yes\\nMASTER=bond0\\nSLAVE=yes\\n" >ifcfg-bond0_slave_$n
done`;

describe("A bond that another tool made, with its own names for files", function () {
  this.timeout(300_000);
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
    const error = await directDriver()
      .up(program())
      .catch((refused: Error) => refused);
    expect(error).to.be.an("error");
    expect((error as Error).message)
      .to.include("ifcfg-Bond_connection_1: NAME is Bond connection 1;")
      .and.include("ifcfg-bond0_slave_3: HWADDR is 52:54:00:00:00:03")
      .and.include('or there with "" in the place of the value to give them up');
  });

  it("is taken over with the running bond as it is; its files get the names and the keys of the program", async () => {
    const driver = directDriver();
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
});
