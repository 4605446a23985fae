import { expect } from "chai";
import { undeclaredAddresses } from "../../../provider/compare/addresses";

import { outputs } from "../../../provider/verbs/outputs";
import { mentionUndeclared } from "../../../provider/verbs/undeclared";
import { desiredBond, observedFixture } from "../observedFixture";

const ADDRESS = "10.0.0.254/24";

/** What is recorded of a bond beside whose declared address a cluster manager has put another one. */
function recorded(...others: string[]): Record<string, unknown> {
  const wanted = desiredBond();
  const observed = observedFixture(wanted);
  const bond = observed.links.bond0;
  if (!bond) throw new Error("no bond");
  const links = { ...observed.links, bond0: { ...bond, addresses: [...bond.addresses, ...others] } };
  return outputs({ ...wanted, connection: { host: "media1" } }, { ...observed, links });
}

function said(work: () => void): string[] {
  const [log, lines] = [console.log, [] as string[]];
  console.log = (...words: unknown[]) => void lines.push(words.join(" "));
  try {
    work();
  } finally {
    console.log = log;
  }
  return lines;
}

describe("An address that nobody declared", () => {
  it("is reported in state, and is no drift", () => {
    expect(recorded(ADDRESS)).to.deep.include({ drift: { files: [], kernel: [] } });
    expect(recorded(ADDRESS).state).to.deep.include({ undeclaredAddresses: [ADDRESS] });
    expect(recorded().state).to.deep.include({ undeclaredAddresses: [] });
  });

  it("is warned of once: when it is new", () => {
    const [line] = said(() => mentionUndeclared(recorded(), recorded(ADDRESS)));
    expect(line).to.include(`warning: it has ${ADDRESS}, which the program does not declare and which is left alone`);
    expect(said(() => mentionUndeclared(recorded(ADDRESS), recorded(ADDRESS)))).to.deep.equal([]);
  });

  it("is not one that has a lifetime, as DHCP and routers give it", () => {
    const observed = observedFixture(desiredBond());
    const bond = observed.links.bond0;
    if (!bond) throw new Error("no bond");
    const passing = {
      ...bond,
      addresses: [...bond.addresses, "2001:db8:7::abcd/64"],
      dynamic: ["2001:db8:7::abcd/64"],
    };
    const seen = { ...observed, links: { ...observed.links, bond0: passing } };
    expect(undeclaredAddresses(desiredBond(), seen)).to.deep.equal([]);
  });

  it("is not one that a router brought and the host made from its own MAC", () => {
    expect(recorded("2001:db8:7::5054:ff:fe00:1/64").state).to.deep.include({ undeclaredAddresses: [] });
  });
});
