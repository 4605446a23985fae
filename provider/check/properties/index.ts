import { STACK_NAMES } from "../../model/stack";
import type { OptionTable } from "../../options/row";
import { DEFAULTS } from "../desired";
import type { Facts } from "../facts";
import { flag, oneOf, type Reader } from "../reading";
import { readAddresses, readDns, readGateway, readGateway6, readSearchDomains } from "./addresses";
import { readApply } from "./apply";
import { readExtraKeys } from "./extraKeys";
import { readMac, readMtu } from "./link";
import { readMode } from "./mode";
import { readBridge, readDevice, readMembers } from "./names";
import { optionsReader } from "./options";
import { readRoutes, readRules } from "./routes";

/** How each property of the resource is read, in the order in which failures are reported. */
export const readers = (table: OptionTable): { [K in keyof Facts]-?: Reader<Facts[K]> } => ({
  device: readDevice,
  mode: readMode,
  members: readMembers,
  options: optionsReader(table),
  addresses: readAddresses,
  removeUndeclaredAddresses: flag,
  dhcp: flag,
  bridge: readBridge,
  gateway: readGateway,
  gateway6: readGateway6,
  dns: readDns,
  searchDomains: readSearchDomains,
  routes: readRoutes,
  rules: readRules,
  mtu: readMtu,
  macAddress: readMac,
  onBoot: flag,
  apply: readApply,
  extraKeys: readExtraKeys,
  adopt: flag,
  stack: oneOf("auto", ...STACK_NAMES),
});

const { onBoot: _, ...EMPTY } = DEFAULTS;

/** Values assumed for properties that are not declared. The other properties have none. */
export const LEFT_OUT: Partial<Record<keyof Facts, unknown>> = { ...EMPTY, extraKeys: {} };

/** Properties without which there is no bond, and what to write. */
export const REQUIRED: Partial<Record<keyof Facts, string>> = {
  device: 'the bond needs a name. Write "bond0".',
  mode: 'the kernel would take balance-rr, which needs a switch that is set up for it. Write "active-backup" or another mode.',
  members: 'a bond without members never has a carrier. Write ["em1", "em2"].',
};
