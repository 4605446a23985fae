import { parseIp } from "../../ip/parse";
import { isIpv6 } from "../../ip/text";
import type { Probe } from "../../model/desired";
import { bad, flag, good, integer, list, object, oneOf, type Reader, show, whenKnown } from "../reading";

const HOST = /^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_.])?$/i;
const isHost = (text: string) => parseIp(text) !== undefined || HOST.test(text);

const readHost: Reader<string> = whenKnown((value, name) =>
  typeof value === "string" && isHost(value)
    ? good(parseIp(value)?.text ?? value)
    : bad(value, `${name} is ${show(value)}, not a host. Write a host name or an IP address.`),
);

const readPort = integer(1, 65535, "a TCP port has 16 bits");

const readEndpoint: Reader<string> = whenKnown((value, name) => {
  const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(typeof value === "string" ? value : "") ?? [];
  const inner = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  const isBare = inner === host && isIpv6(inner);
  if (isBare || !isHost(inner) || Number(port) < 1 || Number(port) > 65535)
    return bad(
      value,
      `${name} is ${show(value)}, not a host and a port. Write it like "10.0.0.5:443" or "[2001:db8::5]:443".`,
    );
  const canonical = parseIp(inner)?.text ?? inner;
  return good(`${isIpv6(canonical) ? `[${canonical}]` : canonical}:${Number(port)}`);
});

const PROBES = '{ ping: "10.0.0.1" } or { tcp: "10.0.0.5:443" }';
const probeFields = object({ ping: readHost, tcp: readEndpoint }, PROBES);

/** Exactly one way to ask. */
const readProbe: Reader<Probe> = (value, name) => {
  const { known, ...reading } = probeFields(value, name);
  if (!known) return reading;
  const asks = Object.keys(reading.value as object).length;
  if (asks !== 1 && reading.reasons.length === 0)
    return bad(reading.value, `${name} asks for ${asks === 0 ? "nothing" : "two things at once"}. Write ${PROBES}.`);
  return Object.keys(known).length === 1 && reading.reasons.length === 0
    ? { ...reading, known: known as Probe }
    : reading;
};

const TIMER = "less is over before a change can be confirmed, more leaves a host cut off for too long";

/** How a change is made. */
export const readApply = object(
  {
    rollbackAfter: integer(10, 3600, TIMER),
    activation: oneOf("least", "restart"),
    reconnect: object({ host: readHost, port: readPort }, '{ host: "192.168.2.10" }'),
    allowManagementMove: flag,
    requirePartner: flag,
    probes: list(readProbe, `[${PROBES.replace(" or ", ", ")}]`),
  },
  "{ rollbackAfter: 300 }",
);
