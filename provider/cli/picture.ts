import type { BondState, MemberState } from "../model/state";

/** How a piece of the picture is to be seen: something that works, that does not, that waits, or neither. */
export type Tone = "good" | "bad" | "idle" | "plain";

/** A piece of a row. */
export interface Piece {
  text: string;
  tone: Tone;
}

/** The lines of the drawing: with box characters, or for terminals that have none. */
export interface Glyphs {
  first: string;
  middle: string;
  last: string;
  only: string;
  down: string;
  wire: string;
  broken: string;
}

export const BOXES: Glyphs = {
  first: "┳",
  middle: "┣",
  last: "┗",
  only: "━",
  down: "┃",
  wire: "━━",
  broken: "╌╌",
};
export const ASCII: Glyphs = { first: "+", middle: "+", last: "+", only: "-", down: "|", wire: "--", broken: ".." };

/** A bond to be drawn; what a saved text of /proc cannot know is absent. */
export interface Drawn {
  device: string;
  state: BondState;
  /** The host's name, or that of the file that was read. */
  host: string;
  /** Devices that stand on the bond, e.g. "br0 (bridge)". */
  above?: readonly string[];
}

const plain = (text: string): Piece => ({ text, tone: "plain" });

/** What a member does for the bond. */
function role(member: MemberState, { mode, activeMember, lacp, warnings }: BondState): Piece {
  const { name, link } = member;
  const nothing = { text: "carries nothing", tone: "bad" } as const;
  if (link === "down" || link === "going back") return nothing;
  if (warnings.some((text) => text.includes(`${name} `) && text.includes("carries nothing"))) return nothing;
  if (mode === "802.3ad" && lacp !== undefined && member.aggregatorId !== lacp.aggregatorId) return nothing;
  if (mode === "active-backup")
    return name === activeMember ? { text: "active", tone: "good" } : { text: "stands by", tone: "idle" };
  if (mode === "balance-tlb" && name !== activeMember) return { text: "sends", tone: "good" };
  return { text: "carries", tone: "good" };
}

/** Where a member is aggregated, and with whom. */
function aggregate({ aggregatorId }: MemberState, { mode, lacp }: BondState): string {
  if (mode !== "802.3ad" || aggregatorId === undefined) return "";
  if (aggregatorId !== lacp?.aggregatorId) return `aggregator ${aggregatorId}`;
  const partner = /^(00:)+00$/.test(lacp.partnerMac) ? "no partner" : `partner ${lacp.partnerMac}`;
  return `aggregator ${aggregatorId}, ${partner}`;
}

function speed({ link, speedMbps }: MemberState): string {
  if (link === "down") return "no link";
  if (speedMbps === undefined) return link;
  return speedMbps % 1000 === 0 ? `${speedMbps / 1000} Gbit/s` : `${speedMbps} Mbit/s`;
}

function memberRows(member: MemberState, place: number, drawn: Drawn, glyphs: Glyphs): Piece[][] {
  const { members } = drawn.state;
  const last = place === members.length - 1;
  const corner = members.length === 1 ? glyphs.only : place === 0 ? glyphs.first : last ? glyphs.last : glyphs.middle;
  const indent = " ".repeat(drawn.device.length);
  const name = Math.max(...members.map((one) => one.name.length));
  const what = role(member, drawn.state);
  const wire = what.tone === "bad" ? glyphs.broken : glyphs.wire;
  const more = aggregate(member, drawn.state);
  const trunk = `${indent} ${last ? " " : glyphs.down}`;
  return [
    [
      plain(`${place === 0 ? drawn.device : indent} ${corner}`),
      { text: wire, tone: what.tone },
      plain(` ${member.name.padEnd(name)}  ${speed(member).padEnd(11)} `),
      what,
    ],
    ...(more === "" ? [] : [[plain(`${trunk}   ${" ".repeat(name)}  ${more}`)]]),
  ];
}

/** A bond as a person would draw it: what stands on it, its addresses, and each member with what it carries. */
export function picture(drawn: Drawn, glyphs: Glyphs): Piece[][] {
  const { device, host, state, above = [] } = drawn;
  const { mode, up, carrier, mtu, addresses = [], members } = state;
  const works = up !== false && carrier;
  const said: Piece = works
    ? { text: "up", tone: "good" }
    : { text: up === false ? "down" : "no carrier", tone: "bad" };
  return [
    [plain(`${host}: ${device}, ${mode}, `), said],
    ...above.map((name) => [plain(`${name} stands on it`)]),
    ...addresses.map((address) => [plain(address)]),
    ...(mtu === undefined || mtu === 1500 ? [] : [[plain(`MTU ${mtu}`)]]),
    [],
    ...members.flatMap((member, place) => memberRows(member, place, drawn, glyphs)),
    ...(members.length === 0
      ? [[plain(`${device} ${glyphs.only} `), { text: "no members", tone: "bad" } as const]]
      : []),
  ];
}
