import { expect } from "chai";
import { check, UNKNOWN } from "../../../provider/check";
import { declared, GOOD } from "./declaration";

const full = {
  ...GOOD,
  options: { miimon: 100, updelay: 200, primary: "em1" },
  gateway: "10.0.0.1",
  routes: [{ to: "10.9.0.0/16", via: "10.0.0.1" }],
  extraKeys: { bond: { ZONE: "public" }, members: { em1: { ETHTOOL_OPTS: "x" } } },
  apply: { probes: [{ ping: "10.0.0.1" }], reconnect: { host: "10.0.0.2" } },
};

/** The same value with one part of it, each in turn, not known yet. */
function* withOneUnknown(value: unknown): Generator<unknown> {
  yield UNKNOWN;
  if (Array.isArray(value))
    for (const [index, entry] of value.entries())
      for (const other of withOneUnknown(entry)) yield value.map((old, place) => (place === index ? other : old));
  else if (typeof value === "object" && value !== null)
    for (const [key, entry] of Object.entries(value))
      for (const other of withOneUnknown(entry)) yield { ...value, [key]: other };
}

describe("What is not known during preview", () => {
  it("passes unchanged wherever it stands, and nothing is said of what depends on it", () => {
    let count = 0;
    for (const news of withOneUnknown(full)) {
      if (news === UNKNOWN) continue;
      const { inputs, failures } = check(news as Record<string, unknown>);
      expect(failures, JSON.stringify(news)).to.deep.equal([]);
      expect(inputs).to.deep.equal(news);
      count += 1;
    }
    expect(count).to.be.greaterThan(20);
  });

  it("does not hide what is wrong beside it", () => {
    const news = declared({
      connection: { host: UNKNOWN, port: 70000 },
      members: [UNKNOWN, "a b"],
      options: { miimon: UNKNOWN, numGratArp: 300 },
    });
    expect(check(news).failures.map(({ property }) => property)).to.deep.equal(["", "members", "options"]);
  });
});
