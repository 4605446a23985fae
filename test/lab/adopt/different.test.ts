import { expect } from "chai";
import { directDriver } from "../drift/direct";
import { OTHER_END, TRAFFIC } from "../drift/round";
import { byHand, truth } from "../drift/truth";
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
      .and.include("ifcfg-bond0: ZONE has a value, declared none")
      .and.include("Set adopt: true");
    expect(await truth(lab)).to.deep.equal(before);
  });

  it("is an error with adopt while its files have keys that the program neither declares nor gives up", async () => {
    expect(await refusal({})).to.match(
      /keys that the program does not declare: ifcfg-bond0, line \d+: `ZONE=.*`; ifcfg-em2, line \d+: `ETHTOOL_OPTS=.*`\. Write them under extraKeys to keep them/,
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
