import type { BondState, LacpState, MemberState } from "../model/state";
import { rows } from "../options/lookup";
import type { Mode } from "../options/modes";
import type { OptionValue } from "../options/row";
import { fromKernel } from "../options/values";
import type { BondText, MemberText } from "./scan";

const LINKS: readonly string[] = ["up", "going down", "down", "going back"] satisfies MemberState["link"][];

/** A bond's text, understood; without warnings. */
export function readBond(bond: BondText, mode: Mode): Omit<BondState, "warnings"> {
  const active = named(bond.master.get("Currently Active Slave"));
  const lacp = readLacp(bond);
  return {
    mode,
    options: readOptions(bond, mode),
    carrier: bond.master.get("MII Status") === "up",
    ...(active === "" ? {} : { activeMember: active }),
    members: bond.members.map(readMember),
    ...(lacp && { lacp }),
    unknown: bond.unknown,
  };
}

/** Options that act in the mode and that this kernel shows; two of them only as a remark behind another value. */
function readOptions(bond: BondText, mode: Mode): Record<string, OptionValue> {
  const options: Record<string, OptionValue> = {};
  for (const [name, row] of rows()) {
    const text = row.proc === undefined ? remark(bond, row.kernel) : bond.master.get(row.proc);
    if (text === undefined || !row.modes.includes(mode)) continue;
    options[name] = row.type === "member" ? named(text) : fromKernel(row, text);
  }
  return options;
}

function remark(bond: BondText, kernel: string): string | undefined {
  const text = `${bond.master.get("Bonding Mode") ?? ""} ${bond.master.get("Primary Slave") ?? ""}`;
  const start = text.indexOf(`(${kernel} `);
  return start < 0 ? undefined : text.slice(start + kernel.length + 2).split(")", 1)[0];
}

/** The interface a line names: its first word; "None" and a missing line name none. */
function named(text = ""): string {
  const word = text.split(/\s/, 1)[0] ?? "";
  return word === "None" ? "" : word;
}

function readMember({ name, values }: MemberText): MemberState {
  const link = values.get("MII Status") ?? "";
  const speed = number(values.get("Speed"));
  const duplex = values.get("Duplex") ?? "Unknown";
  const aggregatorId = number(values.get("Aggregator ID"));
  return {
    name,
    link: LINKS.includes(link) ? (link as MemberState["link"]) : "down",
    ...(speed !== undefined && speed > 0 && speed !== 65535 ? { speedMbps: speed } : {}), // 65535, -1: "unknown" of 2.6.39 to 3.1
    ...(/^unknown/i.test(duplex) ? {} : { duplex }),
    linkFailureCount: number(values.get("Link Failure Count")) ?? 0,
    permanentMac: (values.get("Permanent HW addr") ?? "").toLowerCase(),
    queueId: number(values.get("Slave queue ID")) ?? 0,
    ...(aggregatorId === undefined ? {} : { aggregatorId }),
  };
}

function readLacp({ aggregator }: BondText): LacpState | undefined {
  const [aggregatorId, ports, actorKey, partnerKey] = [
    "Aggregator ID",
    "Number of ports",
    "Actor Key",
    "Partner Key",
  ].map((key) => number(aggregator.get(key)));
  const partnerMac = aggregator.get("Partner Mac Address")?.toLowerCase();
  if (aggregatorId === undefined || ports === undefined || actorKey === undefined) return undefined;
  if (partnerKey === undefined || partnerMac === undefined) return undefined;
  return { aggregatorId, ports, actorKey, partnerKey, partnerMac };
}

/** The number a text begins with. */
function number(text = ""): number | undefined {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? undefined : value;
}
