import fc from "fast-check";
import { looksExpanded, unsafeKey, unsafeReason } from "../../../../provider/formats/ifcfg/quote";
import { safeTargetOrder } from "../../../../provider/formats/ifcfg/targets";
import { canonical } from "../../../../provider/ip/text";
import { type Desired, REFUSING, type Route, type RoutingRule } from "../../../../provider/model/desired";
import type { HostFile } from "../../../../provider/model/observed";
import { rows } from "../../../../provider/options/lookup";
import { MODES, type Mode } from "../../../../provider/options/modes";
import type { OptionRow, OptionValue } from "../../../../provider/options/row";
import { byRoute, routeKey } from "../../../../provider/routing/route";
import { byRule, ruleWords } from "../../../../provider/routing/rule";
import { ownKeyReason } from "../../../../provider/stacks/network-scripts/keys";

/** Texts as the files of a host. */
export function hostFiles(texts: Record<string, string>): Record<string, HostFile> {
  const file = (content: string): HostFile => ({ content, mode: "644", owner: "root:root", exact: true });
  return Object.fromEntries(Object.entries(texts).map(([path, content]) => [path, file(content)]));
}

const ipv4 = fc
  .tuple(fc.integer({ min: 1, max: 223 }), fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 254 }))
  .map((parts) => parts.join("."));
const ipv6 = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 6, maxLength: 6 })
  .map((parts) => canonical(`2001:db8:${parts.map((part) => part.toString(16)).join(":")}`));
const mac = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 5, maxLength: 5 })
  .map((parts) => `02:${parts.map((part) => part.toString(16).padStart(2, "0")).join(":")}`);
const name = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}[0-9]$/);
const text = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.stringMatching(/^[ -~]{0,20}$/),
  )
  .filter((value) => unsafeReason(value) === undefined);
const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{2,12}$/).filter((word) => unsafeKey(word) === undefined);

function optionValue(row: OptionRow, members: string[]): fc.Arbitrary<OptionValue> | undefined {
  if (row.notPersistent !== undefined) return undefined;
  switch (row.type) {
    case "integer":
      return fc.integer({ min: row.min, max: row.max });
    case "word":
      return fc.constantFrom(...row.words);
    case "flag":
      return fc.boolean();
    case "mac":
      return mac;
    case "member":
      return fc.constantFrom(...members);
    case "ipv4List":
      return fc
        .uniqueArray(ipv4, { minLength: 1, maxLength: row.most })
        .map((list) => safeTargetOrder(list) ?? [list[0] as string]);
    default:
      return undefined;
  }
}

function optionsFor(mode: Mode, members: string[]): fc.Arbitrary<Record<string, OptionValue>> {
  const values = rows().flatMap(([option, row]) => {
    const value = row.modes.includes(mode) ? optionValue(row, members) : undefined;
    return value ? [[option, value] as const] : [];
  });
  return fc.record(Object.fromEntries(values), { requiredKeys: [] }) as fc.Arbitrary<Record<string, OptionValue>>;
}

const gatewayIn = (address: string | undefined) =>
  address === undefined
    ? fc.constant(undefined)
    : fc.option(fc.constant(address.replace(/\.\d+\/.*$/, ".1")), { nil: undefined });

const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const table = fc.oneof(fc.integer({ min: 1, max: 252 }), fc.integer({ min: 256, max: 4294967295 }));
const metric = fc.integer({ min: 1, max: 9999 });

/** What is said, without what is left out. */
const said = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, one]) => one !== undefined)) as T;

/** Routes of every kind, one for each place that the kernel has, in the order of the normal form. */
function routes(ip: fc.Arbitrary<string>, prefix: number): fc.Arbitrary<Route[]> {
  const to = ip.map((one) => `${one}/${prefix}`);
  const every = fc.constant(prefix === 32 ? "0.0.0.0/0" : "::/0");
  const rest = { metric: some(metric), source: some(ip), mtu: some(fc.integer({ min: 68, max: 65520 })) };
  const kinds = fc.oneof(
    fc.record({ to, via: ip, metric: some(metric) }),
    fc.record({ to, via: some(ip), table: some(table), ...rest }),
    fc.record({ to: every, via: some(ip), table, ...rest }),
    fc.record({ to, via: ip, onLink: fc.constant(true), table: some(table), ...rest }),
    fc.record({ to, type: fc.constantFrom(...REFUSING), table: some(table), metric: some(metric) }),
  );
  const list = fc.uniqueArray(
    kinds.map((one) => said(one) as Route),
    { selector: routeKey, maxLength: 4 },
  );
  return list.map((found) => found.sort(byRoute));
}

/** Rules of one family, in the order of the normal form. */
function rulesOf(ip: fc.Arbitrary<string>): fc.Arbitrary<RoutingRule[]> {
  const parts = {
    to: some(ip),
    table,
    priority: some(fc.integer({ min: 1, max: 32765 })),
    fwmark: some(fc.integer({ min: 1, max: 4294967295 })),
    iif: some(name),
  };
  const list = fc.uniqueArray(
    fc.record({ from: ip, ...parts }).map((one) => said(one) as RoutingRule),
    {
      selector: ruleWords,
      maxLength: 2,
    },
  );
  return list.map((found) => found.sort(byRule));
}

const keys = fc.dictionary(key, fc.oneof({ arbitrary: text, weight: 4 }, fc.constant("")), { maxKeys: 4 });

/** Any declaration in the normal form of check, as far as files go: values within their ranges, extra keys that are not ours. */
export const declarations: fc.Arbitrary<Desired> = fc
  .record({
    mode: fc.constantFrom(...MODES),
    device: fc.oneof(fc.constant("bond0"), name),
    members: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
  })
  .filter(({ device, members }) => !members.includes(device))
  .chain(({ mode, device, members }) =>
    fc.record({
      device: fc.constant(device),
      mode: fc.constant(mode),
      members: fc.constant([...members].sort()),
      options: optionsFor(mode, members),
      ipv4: fc.array(
        fc.tuple(ipv4, fc.integer({ min: 8, max: 24 })).map(([one, prefix]) => `${one}/${prefix}`),
        { maxLength: 4 },
      ),
      ipv6: fc.array(
        ipv6.map((one) => `${one}/64`),
        { maxLength: 3 },
      ),
      dhcp: fc.boolean(),
      gateway6: fc.option(ipv6, { nil: undefined }),
      dns: fc.array(fc.oneof(ipv4, ipv6), { maxLength: 3 }),
      searchDomains: fc.array(fc.domain(), { maxLength: 3 }),
      routes4: routes(ipv4, 32),
      routes6: routes(ipv6, 128),
      rules4: rulesOf(ipv4),
      rules6: rulesOf(ipv6),
      mtu: fc.option(fc.integer({ min: 576, max: 9216 }), { nil: undefined }),
      macAddress: fc.option(mac, { nil: undefined }),
      onBoot: fc.boolean(),
      bond: keys,
      memberKeys: fc.array(keys, { minLength: members.length, maxLength: members.length }),
    }),
  )
  .chain((parts) => gatewayIn(parts.ipv4[0]).map((gateway) => assemble(parts, gateway)));

type Parts = Pick<Desired, "device" | "mode" | "members" | "options" | "dhcp" | "dns" | "searchDomains" | "onBoot"> & {
  ipv4: string[];
  ipv6: string[];
  gateway6: string | undefined;
  routes4: Desired["routes"];
  routes6: Desired["routes"];
  rules4: RoutingRule[];
  rules6: RoutingRule[];
  mtu: number | undefined;
  macAddress: string | undefined;
  bond: Record<string, string>;
  memberKeys: Record<string, string>[];
};

function assemble(parts: Parts, gateway: string | undefined): Desired {
  const { ipv4, ipv6, routes4, routes6, rules4, rules6, bond, memberKeys, gateway6, mtu, macAddress, ...plain } = parts;
  const desired: Desired = {
    ...plain,
    addresses: [...ipv4, ...ipv6],
    ...(gateway !== undefined && { gateway }),
    ...(gateway6 !== undefined && { gateway6 }),
    ...(mtu !== undefined && { mtu }),
    ...(macAddress !== undefined && { macAddress }),
    routes: [...routes4, ...routes6],
    rules: [...rules4, ...rules6],
    extraKeys: { bond: {}, members: {} },
  };
  const allowed = (keys: Record<string, string>, place: "bond" | "member") =>
    Object.fromEntries(
      Object.entries(keys).filter(
        (line) => ownKeyReason(line, desired, place) === undefined && !looksExpanded(line[1]),
      ),
    );
  const members = plain.members.map((member, index) => [member, allowed(memberKeys[index] ?? {}, "member")] as const);
  const named = members.filter(([, keys]) => Object.keys(keys).length > 0);
  return { ...desired, extraKeys: { bond: allowed(bond, "bond"), members: Object.fromEntries(named) } };
}
