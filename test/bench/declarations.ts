import { UNKNOWN } from "../../provider/check/unknown";
import { rows } from "../../provider/options/lookup";
import { MODES } from "../../provider/options/modes";
import type { OptionRow } from "../../provider/options/row";
import { oneOf, type Random } from "./random";

type Bag = Record<string, unknown>;

/** Values that no property expects, and some that only look right. */
const ODD: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -0, -1, 1.5, 100, 2 ** 31, 1e300, Number.NaN, Number.POSITIVE_INFINITY],
  ...["", " ", "0", "100", "true", "em1", "em1\n", "-em1", "bond0", "no", "802.3ad", "$(id)", "`id`", "'", '"', "\\"],
  ...["\0", "\r", "\ud800", "é", "a".repeat(300), "DEVICE=em1", "__proto__", "10.0.0.1", "10.0.0.1/24", "10.0.0.01/24"],
  ...["10.0.0.1/33", "::1", "fe80::1%em1", "2001:db8::5/64", "::ffff:10.0.0.1/120", "01:00:5e:00:00:01", UNKNOWN],
  ...[
    [],
    {},
    [[]],
    [null],
    { a: 1 },
    ["em1", "em1"],
    [UNKNOWN],
    { to: UNKNOWN, via: "10.0.0.1" },
    Symbol.iterator.description,
  ],
];

const optionValue = (row: OptionRow, random: Random): unknown => {
  if (row.type === "integer") return oneOf([row.min, row.max, row.default, 100, 200, row.min + random(1000)], random);
  if (row.type === "word") return oneOf([...row.words, 0, 1, row.words.length], random);
  if (row.type === "flag") return oneOf([true, false, 0, 1], random);
  if (row.type === "member") return oneOf(["em1", "em2", "em9"], random);
  if (row.type === "mac") return "02:00:00:00:00:01";
  if (row.type === "perMember") return { em1: 1 };
  return ["10.0.0.1", "10.0.0.10", "10.0.0.2"].slice(random(3));
};

/** A declaration that is right in most places: check must get past its readers to its rules. */
function plausible(random: Random): Bag {
  const mode = oneOf(MODES, random);
  const acting = rows().filter(([, row]) => row.modes.includes(mode) && row.notPersistent === undefined);
  const options: Bag = {};
  for (let left = random(4); left > 0; left--) {
    const [name, row] = oneOf(random(9) > 0 ? acting : rows(), random);
    options[name] = optionValue(row, random);
  }
  const sometimes = (property: string, ...values: unknown[]): Bag =>
    random(3) > 0 ? {} : { [property]: oneOf(values, random) };
  return {
    connection: { host: "media1.example.net" },
    device: oneOf(["bond0", "lan", "post0"], random),
    mode: random(4) > 0 ? mode : MODES.indexOf(mode),
    members: oneOf([["em1"], ["em2", "em1"], ["em1", "em2", "em3"]], random),
    options,
    addresses: oneOf([[], ["10.0.0.5/24"], ["10.0.0.5/24", "2001:DB8::5/64", "10.1.0.5/16"]], random),
    ...sometimes("gateway", "10.0.0.1", "10.9.0.1"),
    ...sometimes("gateway6", "2001:db8::1"),
    ...sometimes("dhcp", true, false),
    ...sometimes("dns", ["10.0.0.53"], ["1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4"]),
    ...sometimes("searchDomains", ["example.net"], ["a.example", "b.example"]),
    ...sometimes(
      "routes",
      [{ to: "10.9.0.0/16", via: "10.0.0.1", metric: 5 }],
      [{ to: "2001:db8:9::/48", via: "2001:db8::1" }],
    ),
    ...sometimes("mtu", 1500, 9000, 68),
    ...sometimes("macAddress", "02:00:00:00:00:05", "0200.0000.0005"),
    ...sometimes("onBoot", true, false),
    ...sometimes("extraKeys", { bond: { ZONE: "public" }, members: { em1: { ETHTOOL_OPTS: "speed 1000" } } }),
    ...sometimes("apply", { rollbackAfter: 60, probes: [{ ping: "10.0.0.1" }] }),
  };
}

/** Puts an odd value somewhere: in the place of a property, of an entry of it, or under a name that nobody knows. */
function spoil(bag: Bag, random: Random): void {
  const name = oneOf(Object.keys(bag), random);
  const inner = bag[name];
  const way = random(4);
  if (way === 0)
    bag[oneOf(["mod", "memebrs", "lacpRate", "__proto__", "constructor", "10"], random)] = oneOf(ODD, random);
  else if (way === 1 || typeof inner !== "object" || inner === null) bag[name] = oneOf(ODD, random);
  else if (Array.isArray(inner)) bag[name] = [...inner, oneOf(ODD, random)];
  else bag[name] = { ...inner, [oneOf([...Object.keys(inner), "strange"], random)]: oneOf(ODD, random) };
}

/** What a program may say: right, nearly right, or nonsense. */
export function declaration(random: Random): Bag {
  const bag = plausible(random);
  for (let left = random(5) - 2; left > 0; left--) spoil(bag, random);
  return bag;
}
