import { expect } from "chai";
import { SAVED_ONCE, Stack } from "../lab/stack";
import { BONDED, playBonded } from "../ssh/bonded";
import type { PlayedHost } from "../ssh/server";

const COUNT = 1000;

describe("A thousand hosts in one stack", function () {
  this.timeout(900_000);
  let hosts: PlayedHost[];
  let stack: Stack;
  const seen = () => hosts.map(({ connections, execs }) => [connections, execs.length] as const);
  /** How many hosts saw how many "connections / commands" of some work. */
  const seenDuring = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    const before = seen();
    await work();
    const counts: Record<string, number> = {};
    for (const [at, now] of seen().entries()) {
      const each = now.map((number, which) => number - (before[at]?.[which] ?? 0)).join(" / ");
      counts[each] = (counts[each] ?? 0) + 1;
    }
    return counts;
  };

  before(async () => {
    hosts = await Promise.all(Array.from({ length: COUNT }, (_, number) => playBonded(number)));
    const bonds = hosts.map(({ connection }, number) => [`host${number}`, { ...BONDED, connection }] as const);
    stack = await Stack.create(Object.fromEntries(bonds), undefined, SAVED_ONCE);
  });
  after(async () => {
    await stack?.remove();
    await Promise.all(hosts.map((host) => host.stop()));
  });

  it("are each asked once, over one connection, by an up and by a refresh, and not at all by a preview", async () => {
    const flags = ["--parallel", "64"];
    expect(await seenDuring(() => stack.up(...flags))).to.deep.equal({ "1 / 1": COUNT });
    expect(await seenDuring(() => stack.must("preview", "--expect-no-changes"))).to.deep.equal({ "0 / 0": COUNT });
    expect(await seenDuring(() => stack.refresh("--expect-no-changes", ...flags))).to.deep.equal({ "1 / 1": COUNT });
  });

  it("are all asked when one is down, whose name the error has", async () => {
    await hosts[7]?.stop();
    const refresh = async () => {
      const { code, output } = await stack.run("refresh", "--yes", "--skip-preview", "--parallel", "64");
      expect(code).to.not.equal(0);
      expect(output).to.match(/BondInterface host7 .*Unable to connect to 127\.0\.0\.1: /);
    };
    expect(await seenDuring(refresh)).to.deep.equal({ "1 / 1": COUNT - 1, "0 / 0": 1 });
  });
});
