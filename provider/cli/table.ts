import type { BondState, LacpState, MemberState } from "../model/state";
import { MODE_GUIDE, SWITCH } from "../options/guide";
import { printable } from "../ssh";

const HEAD = ["MEMBER", "LINK", "SPEED", "DUPLEX", "FAILURES", "PERMANENT MAC"];

/** Columns as wide as their widest cell, two blanks apart. */
function columns(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function memberRow(member: MemberState, { activeMember, lacp }: BondState): string[] {
  const { name, link, speedMbps, duplex, linkFailureCount, permanentMac, aggregatorId } = member;
  const cells = [name, link, speedMbps === undefined ? "-" : `${speedMbps} Mbps`, duplex ?? "-"];
  const role = [
    ...(name === activeMember ? ["active"] : []),
    ...(aggregatorId === undefined
      ? []
      : [`aggregator ${aggregatorId}${lacp?.aggregatorId === aggregatorId ? "*" : ""}`]),
  ];
  return [...cells, String(linkFailureCount), permanentMac || "-", role.join(", ")];
}

function lacpLine({ aggregatorId, ports, actorKey, partnerKey, partnerMac }: LacpState): string {
  const partner = /^(00:)+00$/.test(partnerMac) ? "no partner" : `partner ${partnerMac} (key ${partnerKey})`;
  return `  LACP      aggregator ${aggregatorId}, ${ports} ${ports === 1 ? "port" : "ports"}, key ${actorKey}, ${partner}`;
}

/** How a bond notices that a link is dead. */
function monitorText({ options }: BondState): string {
  const { miimon, arpInterval, arpIpTarget } = options;
  if (Number(arpInterval ?? 0) > 0) {
    const targets = Array.isArray(arpIpTarget) ? arpIpTarget.join(", ") : "";
    return `ARP every ${arpInterval} ms${targets && `, asks ${targets}`}`;
  }
  return Number(miimon ?? 0) > 0 ? `link every ${miimon} ms` : "none";
}

function bondLines(state: BondState, device: string, host: string): string[] {
  const { mode, up, carrier, members, mtu, macAddress, addresses } = state;
  const linked = members.filter(({ link }) => link === "up").length;
  const admin = up === undefined ? [] : [up ? "up" : "down"];
  const link = [...(mtu === undefined ? [] : [`MTU ${mtu}`]), ...(macAddress ? [`MAC ${macAddress}`] : [])];
  const parts = [mode, ...admin, carrier ? "carrier" : "no carrier", `${linked} of ${members.length} members linked`];
  return [
    `${device} on ${host}: ${parts.join(", ")}`,
    ...(addresses === undefined ? [] : [`  addresses ${addresses.join(", ") || "none"}`]),
    ...(link.length === 0 ? [] : [`  device    ${link.join(", ")}`]),
    `  monitor   ${monitorText(state)}`,
    `  switch    ${SWITCH[MODE_GUIDE[mode].switch]}`,
    ...(state.lacp ? [lacpLine(state.lacp)] : []),
  ];
}

/** Whether nothing about a bond needs a person. */
export const isHealthy = ({ up, carrier, warnings }: BondState): boolean =>
  up !== false && carrier && warnings.length === 0;

/** A bond as a person reads it at a glance: the bond, one row for each member, and what is wrong in words. */
export function statusTable(state: BondState, device: string, host: string): string {
  const rows = state.members.map((member) => memberRow(member, state));
  const table = rows.length === 0 ? [] : ["", ...columns([[...HEAD, ""], ...rows]).map((line) => `  ${line}`)];
  const problems = [
    ...state.warnings.map((text) => `! ${text}`),
    ...state.unknown.map((line) => `? not understood: ${line}`),
  ];
  const lines = [
    ...bondLines(state, device, host),
    ...table,
    "",
    ...(problems.length > 0 ? problems : ["Nothing is wrong."]),
  ];
  return `${lines.map((line) => printable(line, 500)).join("\n")}\n`;
}
