import type { Desired, Route } from "../model/desired";
import type { HostFile } from "../model/observed";
import type { Mode } from "../options/modes";
import type { OptionValues } from "../options/row";
import { addressesOf, canonical, insideAny } from "./addresses";
import { isLiveName } from "./greps";
import { fixedKeys, fixedMemberKeys, isMemberPropertyKey, isPropertyKey } from "./keys";
import { parseBondingOpts } from "./options";
import { type Ifcfg, parseIfcfg } from "./parse";
import { ifcfgPath, interfaceName, NETWORK, route6Path, routePath } from "./paths";
import { fileProblems, networkProblems, unlistedMember } from "./problems";
import { parseRoutes } from "./routes";

/** A key that our files always have with one value and that says something else here (`value` absent: it is missing). */
interface Deviation {
  path: string;
  key: string;
  value?: string;
  expected: string;
}

/** What a host's files say about a bond, in the words of a declaration. */
export interface FileState extends Omit<Desired, "mode"> {
  /** The file that configures the device; absent: there is none. */
  path?: string;
  mode?: Mode;
  options: OptionValues;
  /** Items of BONDING_OPTS that name no option or no value that it has. */
  unknownOptions: string[];
  /** Where each member is configured. */
  memberFiles: Record<string, string>;
  deviations: Deviation[];
  /** Sentences about what keeps the files from meaning what they seem to say. */
  problems: string[];
}

type Read = Ifcfg & { path: string; text: string };

/**
 * Reads a bond from a host's files: the inverse of `renderFiles`. Foreign keys are under `extraKeys`. Some keys always go
 * with others; `as` says what the others ought to be, where that is known better than from the files.
 */
export function fileState(files: Record<string, HostFile>, device: string, as?: Desired): FileState {
  const all = interfaceFiles(files);
  const bond = bondFile(all, device);
  const masters = mastersOf(bond, device);
  const members = all.filter(({ values: { MASTER, SLAVE } }) => MASTER && masters.includes(MASTER) && SLAVE === "yes");
  const network = parseIfcfg(files[NETWORK]?.content ?? "");
  const state = { device, ...bondState(bond, network), ...memberState(members), routes: routesOf(files, device, bond) };
  return {
    ...state,
    ...(bond && { path: bond.path }),
    deviations: [
      ...(bond ? deviations(bond, fixedKeys(as ?? state)) : []),
      ...members.flatMap((member) => deviations(member, fixedMemberKeys(as ?? state))),
    ],
    extraKeys: {
      bond: bond ? foreign(bond, isPropertyKey, { ...fixedKeys(state), ...(as && fixedKeys(as)) }) : {},
      members: extraOfMembers(members, state),
    },
    problems: [
      ...[...(bond ? [bond] : []), ...members].flatMap((file) => fileProblems(file)),
      ...all.flatMap((file) => unlistedMember(file, device, members.includes(file))),
      ...(bond ? networkProblems(network, state) : []),
    ],
  };
}

function interfaceFiles(files: Record<string, HostFile>): Read[] {
  const paths = Object.keys(files).filter(isLiveName).sort();
  return paths.map((path) => {
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

function bondState(bond: Read | undefined, network: Ifcfg) {
  const values = bond?.values ?? {};
  const { mode, options, unknown } = parseBondingOpts(values.BONDING_OPTS ?? "");
  const addresses = addressesOf(values);
  const gateway = values.GATEWAY ?? network.values.GATEWAY;
  const ours = gateway !== undefined && (values.GATEWAY !== undefined || insideAny(gateway, addresses));
  return {
    ...(mode && { mode }),
    options,
    unknownOptions: unknown,
    addresses,
    dhcp: values.BOOTPROTO === "dhcp",
    ...(ours && { gateway: canonical(gateway) }),
    ...(values.IPV6_DEFAULTGW && { gateway6: canonical(values.IPV6_DEFAULTGW) }),
    dns: ["DNS1", "DNS2", "DNS3"].flatMap((key) => (values[key] ? [canonical(values[key])] : [])),
    searchDomains: (values.DOMAIN ?? "").split(/\s+/).filter((domain) => domain !== ""),
    ...(values.MTU && { mtu: Number(values.MTU) }),
    ...(values.MACADDR && { macAddress: values.MACADDR.toLowerCase() }),
    onBoot: !/^no/i.test(values.ONBOOT ?? ""), // what RHEL 7 looks for; "false" and "0" start it
  };
}

/** The words by which a member's file may name its bond: NetworkManager takes the UUID of the bond's file as well. */
export const mastersIn = (files: Record<string, HostFile>, device: string): string[] =>
  mastersOf(bondFile(interfaceFiles(files), device), device);

const nameOf = ({ path, values }: Read) => values.DEVICE ?? interfaceName(path);

function memberState(files: Read[]) {
  const memberFiles = Object.fromEntries(files.map((file) => [nameOf(file), file.path]));
  return { members: Object.keys(memberFiles).sort(), memberFiles };
}

/** The scripts read the routes of the device, and those of its file's name where that is another. */
function routesOf(files: Record<string, HostFile>, device: string, bond: Read | undefined): Route[] {
  const names = new Set([device, ...(bond ? [interfaceName(bond.path)] : [])]);
  const paths = [...names].flatMap((name) => [routePath(name), route6Path(name)]);
  return paths.flatMap((path) => parseRoutes(files[path]?.content ?? ""));
}

function deviations({ path, values }: Read, fixed: Record<string, string>): Deviation[] {
  return Object.entries(fixed)
    .filter(([key, expected]) => values[key] !== expected)
    .map(([key, expected]) => ({ path, key, ...(values[key] !== undefined && { value: values[key] }), expected }));
}

/** Keys of a file that no property and no habit of ours accounts for; an empty value is for the scripts as good as none. */
function foreign({ values }: Read, isProperty: (key: string) => boolean, fixed: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value !== "" && !isProperty(key) && !Object.hasOwn(fixed, key)),
  );
}

function extraOfMembers(members: Read[], state: Pick<Desired, "onBoot">): Record<string, Record<string, string>> {
  const extra = members.map(
    (file) => [nameOf(file), foreign(file, isMemberPropertyKey, fixedMemberKeys(state))] as const,
  );
  return Object.fromEntries(extra.filter(([, keys]) => Object.keys(keys).length > 0));
}
