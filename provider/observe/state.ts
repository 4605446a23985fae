import type { Link, Observed, ObservedBond } from "../model/observed";
import type { BondState, LacpState, MemberState } from "../model/state";
import { rows } from "../options/lookup";
import { MODES, type Mode } from "../options/modes";
import type { OptionValue, OptionValues } from "../options/row";
import { fromKernel } from "../options/values";
import { type LacpReading, lacpReading } from "../proc/lacp";
import { type ProcBond, parseProc } from "../proc/parse";
import { scan } from "../proc/scan";
import { warningsOf } from "../proc/warnings";

/** What a host has of a bond, from /proc, sysfs and its links together; undefined: it has no such bond. */
export function bondState(observed: Observed, device: string): BondState | undefined {
  const bond = observed.bonds[device];
  if (bond === undefined) return undefined;
  const proc = parseProc(bond.proc).bonds[0];
  const mode = modeOf(bond) ?? proc?.mode ?? "balance-rr";
  const link = observed.links[device];
  const lacp = mode === "802.3ad" ? (proc?.lacp ?? lacpOf(bond)) : undefined;
  const carrier = link?.carrier ?? proc?.carrier ?? false;
  const state = {
    mode,
    options: optionsOf(bond, mode, proc),
    ...(link && { up: link.up, mtu: link.mtu, macAddress: link.mac, addresses: link.addresses }),
    carrier,
    ...activeOf(bond, proc),
    members: proc?.members ?? bond.members.map((name) => memberOf(name, observed.links[name])),
    ...(lacp && { lacp }),
    unknown: proc?.unknown ?? [],
  };
  const { noAggregator, faults } = readingOf(bond);
  const warnings = warningsOf(state, { noAggregator, unread: lacp === undefined && !noAggregator, faults });
  return { ...state, warnings: [...linkWarnings(device, link), ...warnings] };
}

const NO_READING: LacpReading = { noAggregator: false, unread: true, faults: [] };

function readingOf({ proc }: ObservedBond): LacpReading {
  const [text] = scan(proc);
  return text ? lacpReading(text) : NO_READING;
}

/** sysfs says it in the words of the API: "802.3ad 4". */
function modeOf(bond: ObservedBond): Mode | undefined {
  const word = (bond.options.mode ?? "").split(" ", 1)[0];
  return MODES.find((mode) => mode === word);
}

/** sysfs has what was set; /proc what this user may not read there, or what has no file. An empty file does not apply. */
function optionsOf(bond: ObservedBond, mode: Mode, proc: ProcBond | undefined): OptionValues {
  const options: Record<string, OptionValue> = {};
  for (const [name, row] of rows().filter(([, one]) => one.modes.includes(mode))) {
    const text = bond.options[row.kernel];
    const applies = text !== undefined && (text.trim() !== "" || mayBeEmpty(row.type));
    const value = applies ? fromKernel(row, text) : proc?.options[name];
    if (value !== undefined) options[name] = value;
  }
  return options;
}

const mayBeEmpty = (type: string) => type === "ipv4List" || type === "ipv6List" || type === "member";

function activeOf(bond: ObservedBond, proc: ProcBond | undefined): { activeMember?: string } {
  const active = proc?.activeMember ?? bond.options.active_slave?.trim();
  return active ? { activeMember: active } : {};
}

/** The aggregator's files in sysfs, which only privileged readers see filled. */
function lacpOf({ options }: ObservedBond): LacpState | undefined {
  const [aggregatorId, ports, actorKey, partnerKey] = [
    "ad_aggregator",
    "ad_num_ports",
    "ad_actor_key",
    "ad_partner_key",
  ].map((file) => Number.parseInt(options[file] ?? "", 10)) as [number, number, number, number];
  const partnerMac = options.ad_partner_mac?.trim().toLowerCase();
  if (!partnerMac || [aggregatorId, ports, actorKey, partnerKey].some(Number.isNaN)) return undefined;
  return { aggregatorId, ports, actorKey, partnerKey, partnerMac };
}

/** A member as its link shows it, where /proc could not be read. */
function memberOf(name: string, link: Link | undefined): MemberState {
  return {
    name,
    link: link?.carrier ? "up" : "down",
    ...(link?.speedMbps !== undefined && { speedMbps: link.speedMbps }),
    ...(link?.duplex !== undefined && { duplex: link.duplex }),
    linkFailureCount: 0,
    permanentMac: link?.permanentMac ?? link?.mac ?? "",
    queueId: 0,
  };
}

function linkWarnings(device: string, link: Link | undefined): string[] {
  return link && !link.up ? [`${device} is administratively down.`] : [];
}
