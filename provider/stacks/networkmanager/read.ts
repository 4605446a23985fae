import { addressesIn, gatewayIn, numbered, routeIn, ruleIn } from "../../formats/keyfile/routes";
import type { Account, Entry, Fate } from "../../model/account";
import type { Configuration, Read } from "../../model/configuration";
import type { Desired, Route, RoutingRule } from "../../model/desired";
import { dictionary } from "../../model/dictionary";
import type { Files, Observed } from "../../model/observed";
import { optionOfKernel } from "../../options/lookup";
import { MODES, type Mode } from "../../options/modes";
import type { OptionValue } from "../../options/row";
import { fromKernel } from "../../options/values";
import { byRoute } from "../../routing/route";
import { byRule } from "../../routing/rule";
import { type Connection, connections, ofBond } from "./connections";
import { memberPropertyOf, propertyOf } from "./owned";
import { bondPath } from "./paths";

const FAMILIES = ["ipv4", "ipv6"] as const;

type Keys = Desired["extraKeys"];
const NO_KEYS: Keys = { bond: {}, members: {} };

/** Reads a bond from a host's keyfiles. `keys` are the settings without a property that count: those that a program names. */
export function stateOf(files: Files, device: string, keys: Keys = NO_KEYS): Configuration {
  const { bond, members } = ofBond(connections(files), device);
  const memberFiles = dictionary(members.flatMap((one) => (one.device ? [[one.device, one.path] as const] : [])));
  return {
    device,
    ...(bond && { path: bond.path }),
    ...bondState(bond),
    members: Object.keys(memberFiles).sort(),
    memberFiles,
    aliases: [],
    accounts: [
      ...(bond ? [accountOf(bond, "bond", device, propertyOf)] : []),
      ...members.map((one) => accountOf(one, "member", one.device ?? "", memberPropertyOf)),
    ],
    deviations: [],
    extraKeys: {
      bond: named(bond, keys.bond),
      members: dictionary(
        members.flatMap((one) => {
          const found = named(one, keys.members[one.device ?? ""] ?? {});
          return Object.keys(found).length === 0 ? [] : [[one.device ?? "", found] as const];
        }),
      ),
    },
    problems: members.filter(({ device: nic }) => nic === undefined).map(({ path }) => anyDevice(path, device)),
  };
}

const anyDevice = (path: string, device: string) =>
  `${path.slice(path.lastIndexOf("/") + 1)}: takes any device that it fits into ${device}, because it has no interface-name.`;

/** What a profile has of the settings that a program names. */
function named(one: Connection | undefined, keys: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.keys(keys).flatMap((key) => {
    const value = one?.settings.get(key);
    return value === undefined || value === "" ? [] : [[key, value] as const];
  });
  return dictionary(found);
}

function bondState(one: Connection | undefined) {
  const empty = { options: {}, unknownOptions: [], addresses: [], dhcp: false, dns: [], searchDomains: [] };
  if (one === undefined) return { ...empty, routes: [], rules: [], onBoot: true };
  const { settings, autoconnect, master, masterKind } = one;
  const isPort = master !== undefined;
  const of = <T>(read: (family: "ipv4" | "ipv6") => T[]): T[] => (isPort ? [] : FAMILIES.flatMap(read));
  const [gateway, gateway6] = isPort ? [] : [gatewayIn(settings, "ipv4"), gatewayIn(settings, "ipv6")];
  const mtu = Number(settings.get("ethernet.mtu") ?? 0);
  const mac = settings.get("ethernet.cloned-mac-address");
  return {
    ...driverState(one),
    addresses: of((family) => (isOff(one, family) ? [] : addressesIn(settings, family))),
    dhcp: !isPort && (settings.get("ipv4.method") ?? "auto") === "auto",
    ...(isPort && masterKind === "bridge" && { bridge: master }),
    ...(gateway !== undefined && { gateway }),
    ...(gateway6 !== undefined && { gateway6 }),
    dns: of((family) => settings.list(`${family}.dns`)),
    searchDomains: of((family) => settings.list(`${family}.dns-search`)),
    routes: of((family) => routesOf(one, family)).sort(byRoute),
    rules: of((family) => rulesOf(one, family)).sort(byRule),
    ...(mtu > 0 && { mtu }),
    ...(mac !== undefined && /^[0-9a-f:]{17}$/i.test(mac) && { macAddress: mac.toLowerCase() }),
    onBoot: autoconnect,
  };
}

const isOff = ({ settings }: Connection, family: "ipv4" | "ipv6") =>
  ["disabled", "ignore", "link-local"].includes(settings.get(`${family}.method`) ?? "auto");

const routeKeys = ({ settings }: Connection, family: "ipv4" | "ipv6") => numbered(settings, family, "route");

export const routesOf = (one: Connection, family: "ipv4" | "ipv6"): Route[] =>
  routeKeys(one, family).flatMap((key) => routeIn(one.settings, family, key) ?? []);

export const rulesOf = (one: Connection, family: "ipv4" | "ipv6"): RoutingRule[] =>
  numbered(one.settings, family, "routing-rule").flatMap((key) => ruleIn(one.settings, family, key) ?? []);

/** Mode and options; what names no option, or no value that it has, NetworkManager drops without a word. */
function driverState({ settings }: Connection) {
  const word = settings.get("bond.mode") ?? "balance-rr";
  const mode: Mode | undefined = MODES.find((name, number) => name === word || String(number) === word);
  const options: Record<string, OptionValue> = {};
  const unknownOptions: string[] = [];
  for (const key of settings.keys("bond").filter((name) => name !== "mode")) {
    const found = optionOfKernel(key);
    const text = settings.get(`bond.${key}`) ?? "";
    if (found === undefined || found.row.type === "perMember") unknownOptions.push(`${key}=${text}`);
    else options[found.name] = fromKernel(found.row, text);
  }
  return { ...(mode && { mode }), options, unknownOptions };
}

/** Every line with what becomes of it: a property writes it, or it stays as it is. */
function accountOf(
  { path, keyfile, settings }: Connection,
  role: Account["role"],
  device: string,
  property: (name: string) => string | undefined,
): Account {
  const fates = new Map(
    keyfile.settings.map(({ group, key, line }): [number, Fate] => [line, fateOf(settings, group, key, property)]),
  );
  const entries = keyfile.lines.map((text, index): Entry => {
    const line = index + 1;
    return { ...(fates.get(line) ?? { fate: "kept" }), line, text };
  });
  return { path, role, device, entries };
}

function fateOf(
  settings: Connection["settings"],
  group: string,
  key: string,
  property: (name: string) => string | undefined,
): Fate {
  const name = property(`${group}.${key}`);
  if (name === undefined) return { fate: "kept" };
  const [, route] = /^(route\d+)(_options)?$/.exec(key) ?? [];
  const family = group === "ipv6" ? "ipv6" : "ipv4";
  if (route !== undefined && routeIn(settings, family, route) === undefined)
    return { fate: "unknown", why: "no declaration can say this route" };
  if (name === "rules" && ruleIn(settings, family, key) === undefined)
    return { fate: "unknown", why: "no declaration can say this rule" };
  return { fate: "property", property: name };
}

/** What the keyfiles say of a bond. Settings without a property stay, so a program need not say them. */
export function read({ files, unreadFiles }: Observed, device: string): Read {
  const state = stateOf(files, device);
  return { ...state, sayable: NO_KEYS, unread: unreadFiles.includes(bondPath(device)) };
}
