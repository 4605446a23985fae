import { addressesOf } from "../../formats/ifcfg/addresses";
import { type Assignment, parseIfcfg } from "../../formats/ifcfg/parse";
import { shellQuote } from "../../formats/ifcfg/quote";
import { withinAny } from "../../ip/text";
import type { Desired } from "../../model/desired";
import type { Files } from "../../model/observed";
import { NETWORK } from "./paths";
import { deviceFile } from "./state";

/** What the file says where there was none: without it the network service refuses to start. */
export const NEW_NETWORK = "NETWORKING=yes\n";

/**
 * /etc/sysconfig/network with the IPv4 gateway as declared and every other byte as it was; made when it is missing.
 *
 * GATEWAYDEV is not written: it would take the default route from every other interface of the host, and for an interface
 * whose first network does not hold the gateway it makes a route without a gateway.
 */
export function editNetwork(desired: Desired, files: Files): string {
  const text = files[NETWORK]?.content ?? NEW_NETWORK;
  const lines = parseIfcfg(text).assignments.filter(({ key }) => key === "GATEWAY");
  if (desired.gateway !== undefined) return setGateway(text, lines, desired.gateway);
  const { GATEWAYDEV } = parseIfcfg(text).values;
  const others = desired.extraKeys.bond.DEFROUTE === "no" || (GATEWAYDEV && GATEWAYDEV !== desired.device);
  const ours = !others && lines.some(({ value }) => isOurs(value, desired, files));
  return ours ? removeLines(text, lines) : text;
}

/**
 * The file when a bond goes, `addresses` being those it had: its gateway is again the one of before (`original`; null: there
 * was no file), and what others have written since stays. A gateway that others set since is theirs.
 */
export function giveBackNetwork(text: string, original: string | null, addresses: readonly string[]): string {
  const lines = parseIfcfg(text).assignments.filter(({ key }) => key === "GATEWAY");
  const present = lines.at(-1)?.value;
  if (present !== undefined && !withinAny(present, addresses)) return text;
  const before = parseIfcfg(original ?? "").values.GATEWAY;
  return before === undefined ? removeLines(text, lines) : setGateway(text, lines, before);
}

/** A gateway of this bond: in a network that it has, or had until now. One for another interface is not ours to remove. */
function isOurs(gateway: string, desired: Desired, files: Files): boolean {
  const path = deviceFile(files, desired.device) ?? "";
  const before = addressesOf(parseIfcfg(files[path]?.content ?? "").values);
  return withinAny(gateway, [...desired.addresses, ...before]);
}

/** The last assignment is the one that counts. */
function setGateway(text: string, lines: Assignment[], gateway: string): string {
  const last = lines.at(-1);
  const line = `GATEWAY=${shellQuote(gateway)}`;
  if (last?.value === gateway) return text;
  if (last !== undefined) return text.slice(0, last.start) + line + text.slice(last.end);
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
}

/** Takes assignments out, each with its line when nothing else stands on it. */
function removeLines(text: string, assignments: Assignment[]): string {
  return assignments.reduceRight((rest, { start, end }) => {
    const from = rest.lastIndexOf("\n", start - 1) + 1;
    const newline = rest.indexOf("\n", end);
    const to = newline < 0 ? rest.length : newline + 1;
    const alone = /^\s*(export\s+)?$/.test(rest.slice(from, start)) && /^[\s;]*$/.test(rest.slice(end, to));
    return alone ? rest.slice(0, from) + rest.slice(to) : rest.slice(0, start) + rest.slice(end);
  }, text);
}
