import fc from "fast-check";
import { check, desired } from "../../provider/check";
import type { Desired } from "../../provider/model/desired";
import { rows } from "../../provider/options/lookup";
import { MODES, type Mode } from "../../provider/options/modes";
import type { OptionRow, OptionValue, OptionValues } from "../../provider/options/row";

const NICS = ["em1", "em2", "em3", "em4"];
const MONITORED = [
  "miimon",
  "updelay",
  "downdelay",
  "peerNotifDelay",
  "arpInterval",
  "arpIpTarget",
  "arpValidate",
  "arpAllTargets",
  "arpMissedMax",
  "useCarrier",
];
const TARGETS = ["10.0.0.1", "10.0.0.2", "10.0.0.12", "10.0.0.200", "192.168.50.1", "192.168.50.254"];

/** A value of an option that fits its row. */
function value(row: OptionRow, members: readonly string[]): fc.Arbitrary<OptionValue> {
  switch (row.type) {
    case "integer": {
      const most = row.kernel === "min_links" ? members.length : row.max;
      return fc.oneof(
        fc.integer({ min: row.min, max: Math.min(most, row.min + 5) }),
        fc.integer({ min: row.min, max: most }),
      );
    }
    case "word":
      return fc.constantFrom(...row.words);
    case "flag":
      return fc.boolean();
    case "member":
      return fc.constantFrom(...members);
    default:
      return fc.constantFrom("02:11:22:33:44:55", "02:11:22:33:44:66");
  }
}

/** Some of the options that act in a mode, those of the monitor apart. */
function plainOptions(mode: Mode, members: readonly string[]): fc.Arbitrary<OptionValues> {
  const fitting = rows().filter(
    ([name, row]) => row.modes.includes(mode) && !row.notPersistent && !MONITORED.includes(name),
  );
  const record = Object.fromEntries(fitting.map(([name, row]) => [name, value(row, members)]));
  return fc.record(record, { requiredKeys: [] }).map((chosen) => chosen as OptionValues);
}

function miiOptions(mode: Mode): fc.Arbitrary<OptionValues> {
  const ticks = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });
  const parts = fc.record({
    miimon: fc.constantFrom(50, 100, 120, 200),
    up: ticks,
    down: ticks,
    peer: ticks,
    use: fc.constantFrom(undefined, true, false),
  });
  return parts.map(({ miimon, up, down, peer, use }) => ({
    miimon,
    ...(up !== undefined && { updelay: up * miimon }),
    ...(down !== undefined && { downdelay: down * miimon }),
    ...(peer !== undefined && mode === "active-backup" && { peerNotifDelay: peer * miimon }),
    ...(use !== undefined && { useCarrier: use }),
  }));
}

function arpOptions(mode: Mode): fc.Arbitrary<OptionValues> {
  const validate = fc.option(fc.constantFrom("none", "active", "all", "filter_backup"), { nil: undefined });
  const parts = fc.record({
    arpInterval: fc.constantFrom(100, 500, 1000),
    arpIpTarget: fc.subarray(TARGETS, { minLength: 1 }),
    validate,
    every: fc.constantFrom("any", "all"),
    missed: fc.option(fc.integer({ min: 1, max: 255 }), { nil: undefined }),
  });
  return parts.map(({ arpInterval, arpIpTarget, validate: word, every, missed }) => ({
    arpInterval,
    arpIpTarget,
    ...(word && { arpValidate: word }),
    ...(word && word !== "none" && mode === "active-backup" && { arpAllTargets: every }),
    ...(missed && { arpMissedMax: missed }),
  }));
}

function options(mode: Mode, members: readonly string[]): fc.Arbitrary<OptionValues> {
  const arp = rows()
    .find(([name]) => name === "arpInterval")?.[1]
    .modes.includes(mode);
  const monitor = arp ? fc.oneof(miiOptions(mode), arpOptions(mode)) : miiOptions(mode);
  return fc.tuple(plainOptions(mode, members), monitor).map(([plain, watched]) => ({ ...plain, ...watched }));
}

/** Addresses with a gateway and routes on their networks, or DHCP, or nothing. */
const addressing = fc.record({
  v4: fc.subarray(["192.168.50.10/24", "192.168.50.11/24", "192.168.60.10/24", "10.20.0.5/16"]),
  v6: fc.subarray(["2001:db8::10/64", "2001:db8:1::10/64"]),
  gateway: fc.boolean(),
  gateway6: fc.boolean(),
  routes: fc.subarray([0, 1, 2, 3, 4, 5]),
  rules: fc.subarray([0, 1, 2]),
  dhcp: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
});

type Addressing = typeof addressing extends fc.Arbitrary<infer T> ? T : never;

/** Routes of every kind that can be declared over a next hop in the bond's first network. */
const routesOver = (via: string, source: string) => [
  { to: "10.90.0.0/16", via },
  { to: "10.91.0.0/16", via, metric: 50 },
  { to: "default", via, table: 100, source },
  { to: "10.93.0.0/16", table: 100 },
  { to: "10.94.0.0/16", type: "blackhole", table: 101 },
  { to: "10.95.0.0/16", via, mtu: 1400, onLink: true },
];

const rulesOver = (from: string) => [
  { from, table: 100, priority: 100 },
  { to: "10.93.0.0/16", table: 100 },
  { fwmark: 7, iif: "em4", table: 101, priority: 200 },
];

function addressingArgs({ v4, v6, gateway, gateway6, routes, rules, dhcp }: Addressing) {
  if (dhcp) return { dhcp };
  const hop = v4[0]?.replace(/\.\d+\/\d+$/, ".1");
  const hop6 = v6[0]?.replace("::10/64", "::1");
  const own = v4[0]?.split("/")[0];
  const nets = hop && own ? routes.map((one) => routesOver(hop, own)[one]) : [];
  const asked = own ? rules.map((one) => rulesOver(own)[one]) : [];
  return {
    addresses: [...v4, ...v6],
    ...(gateway && hop && { gateway: hop }),
    ...(gateway6 && hop6 && { gateway6: hop6 }),
    ...(nets.length > 0 && { routes: nets }),
    ...(asked.length > 0 && { rules: asked }),
  };
}

const rest = fc.record(
  {
    mtu: fc.constantFrom(1400, 1500, 9000),
    macAddress: fc.constantFrom("02:aa:bb:cc:dd:01", "02:aa:bb:cc:dd:02"),
    onBoot: fc.boolean(),
    dns: fc.constantFrom(["192.168.50.1"], ["192.168.50.1", "192.168.50.2"]),
    searchDomains: fc.constantFrom(["example.net"], ["example.net", "example.org"]),
  },
  { requiredKeys: [] },
);

/** Declarations of bond0 over em1..em4 in one of these modes that check accepts, in normal form. */
export const desiredIn = (...modes: readonly Mode[]): fc.Arbitrary<Desired> =>
  fc
    .tuple(fc.constantFrom(...modes), fc.subarray(NICS, { minLength: 1 }))
    .chain(([mode, members]) =>
      fc.tuple(options(mode, members), addressing, rest).map(([chosen, where, more]) => ({
        device: "bond0",
        mode,
        members,
        options: chosen,
        ...addressingArgs(where),
        ...more,
      })),
    )
    .map((args) => check({ connection: { host: "media1" }, ...args }))
    .filter(({ failures }) => failures.length === 0)
    .map(({ inputs }) => desired(inputs));

/** The same in any mode. */
export const desiredArbitrary = desiredIn(...MODES);
