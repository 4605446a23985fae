import { expect } from "chai";
import type { Desired } from "../../../provider/model/desired";
import type { Observed } from "../../../provider/model/observed";
import type { Op, Plan } from "../../../provider/model/plan";
import { planChange } from "../../../provider/plan/plan";
import { planDelete } from "../../../provider/plan/remove";
import { presentOf, setupOf } from "../../../provider/stacks";
import { NETWORK_MANAGER as STACK } from "../../../provider/stacks/networkmanager";
import { declaration } from "../../model/declaration";
import { bareHost, keyfile, managedHost } from "../stacks/networkmanager/host";

const BOND = declaration({
  mode: "active-backup",
  options: { miimon: 100, primary: "em1" },
  addresses: ["10.0.0.5/24"],
});

function plan(wanted: Desired, host: Observed, previous?: Desired): Plan {
  const written = STACK.write(wanted, host, true, previous);
  const setup = setupOf(STACK, host, presentOf(STACK, host, wanted.device), written);
  return planChange(wanted, host, { ...setup, activation: "least", ...(previous && { previous }) });
}

const changed = (over: Partial<Desired>) => plan({ ...BOND, ...over }, managedHost(BOND), BOND);
const words = ({ steps }: Plan, way: "do" | "undo" = "do") => steps.flatMap((step) => step[way].map(([word]) => word));
const prices = ({ steps }: Plan) => steps.map(({ disruption }) => disruption);
/** What only NetworkManager may do to a bond that it holds. */
const BEHIND: Op[0][] = ["attach", "address-add", "ifup", "ifdown", "network", "create-bond"];

describe("A plan for a bond that NetworkManager holds", () => {
  it("has no steps where all is as declared", () => expect(changed({}).steps).to.deep.equal([]));

  it("makes a new bond by its profiles: files, then read, then up, then every member seen in it", () => {
    const made = plan(BOND, bareHost(BOND));
    expect(words(made).filter((word) => !["sysfs", "flush", "recall"].includes(word))).to.deep.equal([
      "files",
      "reread",
      "activate",
      "join",
      "join",
    ]);
    expect(words(made, "undo").slice(0, 4)).to.deep.equal(["deactivate", "delete-bond", "files", "reread"]);
  });

  for (const [what, over, price] of [
    ["a live option", { options: { miimon: 200, primary: "em1" } }, ["files", "live"]],
    ["an address", { addresses: ["10.0.0.5/24", "10.0.1.5/24"] }, ["live"]],
    ["the MTU", { mtu: 9000 }, ["live"]],
    ["a member that joins", { members: ["em1", "em2", "em3"] }, ["member"]],
    ["a member that leaves", { members: ["em1"] }, ["member"]],
    ["onBoot", { onBoot: false }, ["files"]],
    ["name servers", { dns: ["10.0.0.1"] }, ["live"]],
  ] as const)
    it(`changes ${what} while the bond stays up, and never behind NetworkManager's back`, () => {
      const made = changed(over as Partial<Desired>);
      expect(prices(made)).to.deep.equal(price);
      expect(words(made)).to.include.members(["files", "reread"]).and.not.include("deactivate");
      expect(words(made).filter((word) => BEHIND.includes(word))).to.deep.equal([]);
    });

  for (const [what, over] of [
    ["the mode", { mode: "802.3ad", options: { miimon: 100 } }],
    ["an option that an up bond refuses", { options: { miimon: 100, primary: "em1", failOverMac: "active" } }],
    ["an option that NetworkManager refuses to go over", { options: { miimon: 100, primary: "em1", numGratArp: 3 } }],
    ["the MAC address", { macAddress: "02:00:00:00:00:09" }],
  ] as const)
    it(`takes the bond down and up for ${what}: down by its old profile, up by its new one`, () => {
      const made = changed(over as Partial<Desired>);
      expect(prices(made)).to.deep.equal(["members-released"]);
      const order = words(made).filter((word) => ["deactivate", "files", "reread", "activate"].includes(word));
      expect(order).to.deep.equal(["deactivate", "files", "reread", "activate"]);
      expect(words(made, "undo").filter((word) => order.includes(word))).to.deep.equal(order);
    });

  it("takes away what left the program by name, so that the host misses none of it", () => {
    const host = managedHost({ ...BOND, addresses: ["10.0.0.5/24", "10.0.1.5/24"] });
    const before = { ...BOND, addresses: ["10.0.0.5/24", "10.0.1.5/24"] };
    const made = plan(BOND, host, before);
    expect(made.steps.flatMap((step) => step.do)).to.deep.include(["address-del", "bond0", "10.0.1.5/24"]);
  });

  it("gives an address that others took away back by going over the whole device, and recalls what that costs", () => {
    const host = managedHost(BOND);
    const bond = { ...host.links.bond0, addresses: [] } as unknown as Observed["links"][string];
    const made = plan(BOND, { ...host, links: { ...host.links, bond0: bond } }, BOND);
    expect(made.files).to.deep.equal([]);
    expect(made.steps.flatMap((step) => step.do).slice(0, 2)).to.deep.equal([
      ["reapply", "bond0", "whole"],
      ["recall", "bond0"],
    ]);
  });

  it("asks the host whether NetworkManager holds the bond and its members by their profiles", () => {
    const held = plan(BOND, bareHost(BOND)).verify.filter(([word]) => word === "profile");
    expect(held.map(([, device]) => device)).to.deep.equal(["bond0", "em1", "em2"]);
  });

  it("gives the members back to the profiles that they had", () => {
    const path = "/etc/NetworkManager/system-connections/em1.nmconnection";
    const own = "[connection]\nid=em1\nuuid=41111111-2222-4333-8444-555555555555\ntype=ethernet\ninterface-name=em1\n";
    const host = { ...managedHost(BOND), originals: { bond0: { [path]: keyfile(own) } } };
    const setup = setupOf(STACK, host, presentOf(STACK, host, "bond0"), STACK.giveBack("bond0", host));
    const made = planDelete("bond0", host, setup);
    expect(words(made)).to.deep.equal(["deactivate", "delete-bond", "files", "reread", "activate"]);
    expect(made.steps[0]?.do.at(-1)).to.deep.equal(["activate", "41111111-2222-4333-8444-555555555555"]);
    expect(made.verify).to.deep.include(["absent", "bond0"]);
  });
});
