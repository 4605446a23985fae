import { inBytes, isOurText } from "../../formats/ifcfg/account";
import { assignmentEntries, type Explain } from "../../formats/ifcfg/account-lines";
import { addressesOf } from "../../formats/ifcfg/addresses";
import { parseBondingOpts } from "../../formats/ifcfg/bondingOpts";
import { type Ifcfg, parseIfcfg } from "../../formats/ifcfg/parse";
import { canonical, isIpv6, withinAny } from "../../ip/text";
import type { Account } from "../../model/account";
import type { AliasFile, Configuration, Deviation } from "../../model/configuration";
import type { Desired } from "../../model/desired";
import { dictionary } from "../../model/dictionary";
import { type Files, fileName } from "../../model/observed";
import { bondKey, memberKey, replaceable } from "./account-keys";
import { aliasFiles, isAliasName } from "./aliases";
import { routingOf } from "./bondRoutes";
import { isLiveName, namesMaster, startsAtBoot } from "./greps";
import { fixedKeys, fixedMemberKeys, isMemberPropertyKey, isPropertyKey } from "./keys";
import { ifcfgPath, interfaceName, NETWORK } from "./paths";
import { fileProblems, networkProblems, unlistedMember } from "./problems";
import { effective, isDynamic, setsNoGateway } from "./switches";

type Read = Ifcfg & { path: string; text: string };

/**
 * Reads a bond from a host's files: the inverse of `renderFiles`. Foreign keys are under `extraKeys`. Some keys always go
 * with others; `as` says what the others ought to be, where that is known better than from the files.
 */
export function fileState(files: Files, device: string, as?: Desired): Configuration {
  const all = interfaceFiles(files);
  const bond = bondFile(all, device);
  const masters = mastersOf(bond, device);
  const members = all.filter(({ values: { MASTER, SLAVE } }) => MASTER && masters.includes(MASTER) && SLAVE === "yes");
  const others = all.filter((file) => file !== bond && !members.includes(file));
  const network = parseIfcfg(files[NETWORK]?.content ?? "");
  const aliases = bond?.values.BRIDGE ? [] : aliasFiles(files, device); // the scripts pass over them then
  const own = bondState(bond, network, aliases);
  const { accounts: ofRoutes, ...routing } = routingOf(files, { ...own, ...groundOf(bond, device, own.addresses, as) });
  const state = { device, ...own, ...routing, ...gatewaysOf(own), ...memberState(members) };
  const fixed = { ...fixedKeys(state), ...(as && fixedKeys(as)) };
  return {
    ...state,
    ...(bond && { path: bond.path }),
    aliases,
    accounts: [
      ...(bond ? [bondAccount(bond, device, network, state.addresses, fixed)] : []),
      ...members.map((member) => memberAccount(member, fixedMemberKeys(state))),
      ...others
        .filter(({ text }) => namesMaster(text, device))
        .map((file) => memberAccount(file, fixedMemberKeys(state))),
      ...(bond ? others.filter(({ values }) => values.DEVICE === device).map((file) => secondAccount(file, bond)) : []),
      ...aliases.map(({ account }) => account),
      ...ofRoutes,
    ].map((account) => asRead(account, files, bond?.path)),
    deviations: [
      ...(bond ? deviations(bond, fixedKeys(as ?? state)) : []),
      ...members.flatMap((member) => deviations(member, fixedMemberKeys(as ?? state))),
    ],
    extraKeys: {
      bond: bond ? extraOfBond(bond, network, state, fixed) : dictionary<string>(),
      members: extraOfMembers(members, state),
    },
    problems: [
      ...[...(bond ? [bond] : []), ...members].flatMap((file) => fileProblems(file)),
      ...all.flatMap((file) => unlistedMember(file, device, members.includes(file))),
      ...(bond ? networkProblems(network, state) : []),
    ],
  };
}

/** With what the file's text alone does not say: bytes that are no text, and whether the file it belongs to is ours. */
function asRead(account: Account, files: Files, own?: string): Account {
  const read = files[account.path]?.exact === false ? inBytes(account) : account;
  const owner = account.role === "alias" ? (own ?? account.path) : account.path;
  return isOurText(files[owner]?.content ?? "") ? { ...read, ours: true } : read;
}

function interfaceFiles(files: Files): Read[] {
  const paths = Object.keys(files).filter((path) => isLiveName(path) && !isAliasName(path));
  return paths.sort().map((path) => {
    const text = files[path]?.content ?? "";
    return { path, text, ...parseIfcfg(text) };
  });
}

function bondFile(all: Read[], device: string): Read | undefined {
  const named = all.filter(({ path, values }) => path === ifcfgPath(device) || values.DEVICE === device);
  return named.find(({ path }) => path === ifcfgPath(device)) ?? named[0];
}

const mastersOf = (bond: Read | undefined, device: string): string[] =>
  bond?.values.UUID ? [device, bond.values.UUID] : [device];

/** A next hop that is declared is one, even where the file lost the address of its network. */
const groundOf = (bond: Read | undefined, device: string, addresses: readonly string[], as?: Desired) => ({
  device,
  addresses,
  hops: (as?.routes ?? []).flatMap(({ via }) => via ?? []),
  name: bond === undefined ? device : interfaceName(bond.path),
  values: bond?.values ?? {},
});

function bondState(bond: Read | undefined, network: Ifcfg, aliases: readonly AliasFile[]) {
  const values = effective(bond?.values ?? {});
  const { mode, options, unknown } = parseBondingOpts(values.BONDING_OPTS ?? "");
  const addresses = withAliases(addressesOf(values), aliases);
  const gateway = gatewayOf(bond?.values ?? {}, network, addresses);
  return {
    ...(mode && { mode }),
    options,
    unknownOptions: unknown,
    addresses,
    dhcp: isDynamic(values),
    ...(gateway && { gateway: canonical(gateway) }),
    ...(values.IPV6_DEFAULTGW && { gateway6: canonical(values.IPV6_DEFAULTGW) }),
    dns: ["DNS1", "DNS2", "DNS3"].flatMap((key) => (values[key] ? [canonical(values[key])] : [])),
    searchDomains: (values.DOMAIN ?? "").split(/\s+/).filter((domain) => domain !== ""),
    ...(values.BRIDGE && { bridge: values.BRIDGE }),
    ...(values.MTU && { mtu: Number(values.MTU) }),
    ...(values.MACADDR && { macAddress: values.MACADDR.toLowerCase() }),
    onBoot: !/^no/i.test(values.ONBOOT ?? ""), // what RHEL 7 looks for; "false" and "0" start it
  };
}

/** IPv4 addresses of alias and range files come behind those of the bond's own file. */
function withAliases(own: string[], aliases: readonly AliasFile[]): string[] {
  const ipv4 = own.filter((address) => !isIpv6(address));
  const further = aliases.flatMap(({ addresses }) => addresses);
  return [...new Set([...ipv4, ...further, ...own.filter(isIpv6)])];
}

/** The gateway of the bond's file, or the one of /etc/sysconfig/network where it lies in a network of the bond. */
function gatewayOf(values: Record<string, string>, network: Ifcfg, addresses: readonly string[]): string | undefined {
  if (setsNoGateway(values)) return undefined;
  if (values.GATEWAY !== undefined) return reachesGateway(values.GATEWAY, addresses) ? values.GATEWAY : undefined;
  const { GATEWAY } = network.values;
  return GATEWAY && withinAny(GATEWAY, addresses) ? GATEWAY : undefined;
}

/** The scripts pass over a gateway outside of the first address's network. */
function reachesGateway(gateway: string, addresses: readonly string[]): boolean {
  const first = addresses.find((cidr) => !isIpv6(cidr));
  return gateway === "" || (first !== undefined && withinAny(gateway, [first]));
}

/** Keys come before route files: the scripts read them first. */
const gatewaysOf = ({ gateway, gateway6 }: Pick<Desired, "gateway" | "gateway6">) => ({
  ...(gateway && { gateway }),
  ...(gateway6 && { gateway6 }),
});

/** Whether an empty GATEWAY keeps the gateway of all interfaces from this bond. */
const masksGateway = ({ values }: Ifcfg, network: Ifcfg, addresses: readonly string[]): boolean =>
  values.GATEWAY === "" && !setsNoGateway(values) && withinAny(network.values.GATEWAY ?? "", addresses);

function bondAccount(
  bond: Read,
  device: string,
  network: Ifcfg,
  addresses: readonly string[],
  fixed: Record<string, string>,
): Account {
  const explain = bondKey({
    values: bond.values,
    fixed,
    masksGateway: masksGateway(bond, network, addresses),
    reachesGateway: reachesGateway(bond.values.GATEWAY ?? "", addresses),
    startsByLine: startsAtBoot(bond.text),
  });
  const entries = assignmentEntries(bond.text, bond, explain, replaceable(isPropertyKey));
  return { path: bond.path, role: "bond", device, entries };
}

function memberAccount(member: Read, fixed: Record<string, string>): Account {
  const entries = assignmentEntries(member.text, member, memberKey(fixed), replaceable(isMemberPropertyKey));
  return { path: member.path, role: "member", device: nameOf(member), entries };
}

/** A second file for the bond's device is deleted: only what the first says as well is not lost. */
function secondAccount(second: Read, bond: Read): Account {
  const explain: Explain = (key, value) =>
    value === (bond.values[key] ?? "")
      ? [{ fate: "without effect", why: `${fileName(bond.path)} says the same` }]
      : [{ fate: "unknown", why: `${fileName(bond.path)}, which is the bond's file, does not say so` }];
  const entries = assignmentEntries(second.text, second, explain, () => false);
  return { path: second.path, role: "second", device: nameOf(bond), entries };
}

/** The file by which the scripts know a device: its own, or another that names it. */
export function deviceFile(files: Files, device: string): string | undefined {
  if (files[ifcfgPath(device)] !== undefined) return ifcfgPath(device);
  const named = Object.entries(files).filter(([, { content }]) => content.includes(device));
  return bondFile(interfaceFiles(Object.fromEntries(named)), device)?.path;
}

/** The words by which a member's file may name its bond: NetworkManager takes the UUID of the bond's file as well. */
export const mastersIn = (files: Files, device: string): string[] =>
  mastersOf(bondFile(interfaceFiles(files), device), device);

const nameOf = ({ path, values }: Read) => values.DEVICE ?? interfaceName(path);

function memberState(files: Read[]) {
  const memberFiles = dictionary(files.map((file) => [nameOf(file), file.path] as const));
  return { members: Object.keys(memberFiles).sort(), memberFiles };
}

function deviations({ path, values }: Read, fixed: Record<string, string>): Deviation[] {
  return Object.entries(fixed)
    .filter(([key, expected]) => values[key] !== expected)
    .map(([key, expected]) => ({ path, key, ...(values[key] !== undefined && { value: values[key] }), expected }));
}

/** Keys of a file that no property and no habit of ours accounts for; an empty value is for the scripts as good as none. */
function foreign({ values }: Read, isProperty: (key: string) => boolean, fixed: Record<string, string>) {
  return dictionary(
    Object.entries(values).filter(([key, value]) => value !== "" && !isProperty(key) && !Object.hasOwn(fixed, key)),
  );
}

/** Foreign keys, items of BONDING_OPTS that are no options, and what an empty GATEWAY says, in a key of its own. */
function extraOfBond(
  bond: Read,
  network: Ifcfg,
  { unknownOptions, addresses }: Pick<Configuration, "unknownOptions" | "addresses">,
  fixed: Record<string, string>,
) {
  const further = {
    ...(unknownOptions.length > 0 && { BONDING_OPTS: unknownOptions.join(" ") }),
    ...(masksGateway(bond, network, addresses) && { DEFROUTE: "no" }),
  };
  return dictionary([...Object.entries(foreign(bond, isPropertyKey, fixed)), ...Object.entries(further)]);
}

function extraOfMembers(members: Read[], state: Pick<Desired, "onBoot">): Record<string, Record<string, string>> {
  const extra = members.map(
    (file) => [nameOf(file), foreign(file, isMemberPropertyKey, fixedMemberKeys(state))] as const,
  );
  return dictionary(extra.filter(([, keys]) => Object.keys(keys).length > 0));
}
