import type { ApplyOptions, Route, RoutingRule } from "../model/desired";
import type { StackName } from "../model/stack";
import type { Mode } from "../options/modes";
import type { OptionTable } from "../options/row";
import type { DeclaredOptions } from "./properties/options";

/** One thing that is wrong, on the property where it can be put right; "" where the value must not be shown. */
export interface Failure {
  property: string;
  reason: string;
}

/**
 * What a program says as far as it is known: a property that is wrong, or not known before the update, is not there, and
 * no rule that depends on it applies. Lists that a program leaves out are empty.
 */
export interface Facts {
  device?: string;
  mode?: Mode;
  members?: string[];
  options?: DeclaredOptions;
  addresses?: string[];
  removeUndeclaredAddresses?: boolean;
  dhcp?: boolean;
  bridge?: string;
  gateway?: string;
  gateway6?: string;
  dns?: string[];
  searchDomains?: string[];
  routes?: Route[];
  rules?: RoutingRule[];
  mtu?: number;
  macAddress?: string;
  onBoot?: boolean;
  extraKeys?: { bond?: Record<string, string>; members?: Record<string, Record<string, string>> };
  apply?: Partial<ApplyOptions>;
  adopt?: boolean;
  stack?: "auto" | StackName;
}

/** One sentence of what must hold between properties: what is wrong, if anything. */
export type Rule = (facts: Facts, table: OptionTable) => Failure[];

/** Failures of one property. */
export const failures = (property: keyof Facts, reasons: (string | undefined | false)[]): Failure[] =>
  reasons.flatMap((reason) => (reason ? [{ property, reason }] : []));
