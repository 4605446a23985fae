import type { ApplyOptions, Desired } from "../model/desired";
import { dictionary } from "../model/dictionary";
import { STACK_NAMES, type StackName } from "../model/stack";
import { rollbackAfter } from "./patience";

/** Inputs by property, as a program wrote them or as check returned them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** What a program leaves out. */
export const DEFAULTS = {
  options: {},
  addresses: [],
  dhcp: false,
  dns: [],
  searchDomains: [],
  routes: [],
  rules: [],
  onBoot: true,
} as const;

const APPLY = {
  rollbackAfter: 120,
  activation: "least",
  allowManagementMove: false,
  requirePartner: true,
  probes: [],
} as const;

/** The other properties of a bond: an object, so that the compiler misses one that is left out. */
const OTHERS: Record<Exclude<keyof Desired, keyof typeof DEFAULTS | "extraKeys">, true> = {
  device: true,
  mode: true,
  members: true,
  removeUndeclaredAddresses: true,
  gateway: true,
  gateway6: true,
  mtu: true,
  macAddress: true,
  bridge: true,
};

/** The declaration in inputs that check has passed: defaults filled in, everything that is not about the bond left out. */
export function desired(inputs: Inputs): Desired {
  const keys = [...Object.keys(OTHERS), ...Object.keys(DEFAULTS)];
  const given = Object.fromEntries(keys.flatMap((key) => (inputs[key] === undefined ? [] : [[key, inputs[key]]])));
  const extra = (inputs.extraKeys ?? {}) as Partial<Desired["extraKeys"]>;
  const members = Object.entries(extra.members ?? {}).map(([member, keys]) => [member, copyOf(keys)] as const);
  const extraKeys = { bond: copyOf(extra.bond ?? {}), members: dictionary(members) };
  return { ...structuredClone({ ...DEFAULTS, ...given }), extraKeys } as unknown as Desired;
}

const copyOf = (keys: Record<string, string>) => dictionary(Object.entries(keys));

/** The network stack that inputs declare; undefined: the one that brings the devices up. */
export const stackOption = ({ stack }: Inputs): StackName | undefined => STACK_NAMES.find((name) => name === stack);

/** How the change is to be made: `apply` of inputs that check has passed, with the time that the host really waits. */
export function applyOptions(inputs: Inputs): ApplyOptions {
  const declared = { ...APPLY, ...(inputs.apply as Partial<ApplyOptions> | undefined) };
  const options = structuredClone(declared) as ApplyOptions;
  return { ...options, rollbackAfter: rollbackAfter(options, desired(inputs)) };
}
