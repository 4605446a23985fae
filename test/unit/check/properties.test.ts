import { expect } from "chai";
import fc from "fast-check";
import { check, UNKNOWN } from "../../../provider/check";
import { OPTIONS } from "../../../provider/options/table";
import { GOOD } from "./declaration";

const name = fc.constantFrom("em1", "em2", "bond0", "em1.5", "", "post0", UNKNOWN);
const address = fc.constantFrom(
  "10.0.0.2/24",
  "10.0.0.2",
  "10.0.1.9/16",
  "2001:DB8::1/64",
  "fe80::1/64",
  "10.0.0.1",
  UNKNOWN,
);
const word = fc.oneof(name, address, fc.integer({ min: -1, max: 300 }), fc.boolean(), fc.anything());
const options = fc.dictionary(
  fc.constantFrom(...Object.keys(OPTIONS), "numUnsolNa", "activeSlave", "x"),
  fc.oneof(word, fc.array(address)),
);
const routes = fc.array(fc.record({ to: address, via: address, metric: word }, { requiredKeys: [] }));
const keys = fc.dictionary(fc.constantFrom("ZONE", "DEVICE", "PATH", "A.B", "__proto__"), word);

/** Programs that are nearly right, right, or nothing of the kind. */
const news = fc.record(
  {
    connection: fc.oneof(
      fc.constant(GOOD.connection),
      fc.dictionary(fc.constantFrom("host", "port", "proxy", "sudo", "x"), word),
      fc.anything(),
    ),
    device: word,
    mode: fc.oneof(fc.integer({ min: 0, max: 6 }), word),
    members: fc.oneof(fc.array(name), word),
    options: fc.oneof(options, word),
    addresses: fc.oneof(fc.array(address), word),
    dhcp: word,
    gateway: word,
    gateway6: word,
    dns: fc.oneof(fc.array(address), word),
    searchDomains: fc.oneof(fc.array(fc.oneof(fc.domain(), fc.string())), word),
    routes: fc.oneof(routes, word),
    mtu: word,
    macAddress: word,
    apply: word,
    extraKeys: fc.oneof(fc.record({ bond: keys, members: fc.dictionary(name, keys) }), word),
    colour: word,
  },
  { requiredKeys: [] },
);

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value))
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

describe("check, whatever a program sends", function () {
  this.timeout(60_000);
  const runs = { numRuns: 2000 };

  it("never throws, and leaves what it is given as it is", () => {
    fc.assert(
      fc.property(news, (program) => void check(frozen(program))),
      runs,
    );
  });

  it("finds the same in its own normal form, and leaves that as it is", () => {
    fc.assert(
      fc.property(news, (program) => {
        const first = check(program);
        expect(check(first.inputs)).to.deep.equal(first);
      }),
      runs,
    );
  });

  it("finds a value that is given under both of an option's names once", () => {
    const { failures } = check({ options: { numUnsolNa: "em2", numGratArp: "em2" } });
    expect(failures.filter(({ property }) => property === "options")).to.have.length(1);
  });

  it("never shows what stands in a connection or in a property that it does not know", () => {
    const place = fc.constantFrom("password", "privateKey", "privateKeyPassword", "pasword", "hostKey");
    fc.assert(
      fc.property(place, fc.boolean(), fc.constantFrom("geheim-4711", 47114711), (key, outside, secret) => {
        const { failures } = check(
          outside ? { [key]: secret } : { ...GOOD, connection: { proxy: { [key]: secret }, [key]: secret } },
        );
        const shown = failures.filter(({ property }) => property === "");
        expect(shown).not.to.deep.equal([]);
        expect(JSON.stringify(failures)).not.to.match(/geheim|4711/);
      }),
    );
  });
});
