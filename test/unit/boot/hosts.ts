import fc from "fast-check";
import type { Observed } from "../../../provider/model/observed";
import { Host } from "../../model/host";
import { observe } from "../../model/observe";
import { boot } from "../../model/scripts";

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** A host whose SSH session comes in over a bond, or over what stands on it or beside it; by words of its files. */
interface Drawn {
  over: "bond0" | "bond0.7" | "br0" | "em3";
  client: "near" | "far" | "routed";
  bonds: string[];
  shared: string[];
  em1: string[];
  em2: string[];
  em3: string[];
  route: boolean;
}

const lines = (...words: string[]) => fc.subarray(words).map((chosen) => [...chosen]);

/** What people and tools write into the files, and what breaks a boot. */
const MEMBER = lines("SLAVE=no", "ONBOOT=no", "# SLAVE=yes comes later", "MASTER=bond1", "HWADDR=52:54:00:00:00:09");

/** Each half of the hosts has files as they should be in that place. */
const maybe = (odd: fc.Arbitrary<string[]>) => fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, odd);

export const drawn: fc.Arbitrary<Drawn> = fc.record({
  over: fc.constantFrom("bond0", "bond0.7", "br0", "em3"),
  client: fc.constantFrom("near", "far", "routed"),
  bonds: maybe(
    lines(
      ...["ONBOOT=no", 'ONBOOT="NO"', "ONBOOT=false", "DEFROUTE=no", "GATEWAY=", "GATEWAY=192.0.9.1", "BONDING_OPTS="],
      ...["BOOTPROTO=dhcp", "SLAVE=yes", "# a line with SLAVE=yes", "PREFIX=32", "BRIDGE=br7", "IPADDR=192.0.2.99"],
    ),
  ),
  shared: maybe(lines("NETWORKING=no", "GATEWAYDEV=em3", "GATEWAYDEV=bond0", "GATEWAY=198.51.100.1", "DEFROUTE=no")),
  em1: maybe(MEMBER),
  em2: maybe(MEMBER),
  em3: maybe(lines("ONBOOT=no", "GATEWAY=198.51.100.1", "DEFROUTE=no")),
  route: fc.boolean(),
});

const WAYS = { near: "192.0.2.200", far: "203.0.113.9", routed: "10.20.0.9" };
const BASIC = { NETWORKING: "yes" };

function filesOf(odd: Omit<Drawn, "client">, over: Drawn["over"]): Map<string, string> {
  const text = (base: object, more: readonly string[]) =>
    [...Object.entries(base).map(([key, value]) => `${key}=${value}`), ...more, ""].join("\n");
  const way = { IPADDR: "192.0.2.10", PREFIX: 24, GATEWAY: "192.0.2.1" };
  const member = { MASTER: "bond0", SLAVE: "yes", ONBOOT: "yes" };
  const bond = {
    BONDING_OPTS: "mode=1",
    ONBOOT: "yes",
    ...(over === "bond0" && way),
    ...(over === "br0" && { BRIDGE: "br0" }),
  };
  const aside = { IPADDR: "198.51.100.10", PREFIX: 24 };
  const files = new Map([
    ["/etc/sysconfig/network", text(BASIC, odd.shared)],
    [`${SCRIPTS}/ifcfg-em1`, text({ DEVICE: "em1", ...member }, odd.em1)],
    [`${SCRIPTS}/ifcfg-em2`, text({ DEVICE: "em2", ...member }, odd.em2)],
    [`${SCRIPTS}/ifcfg-em3`, text({ DEVICE: "em3", ...(over === "em3" ? way : aside) }, odd.em3)],
    [`${SCRIPTS}/ifcfg-bond0`, text({ DEVICE: "bond0", ...bond }, odd.bonds)],
    [`${SCRIPTS}/ifcfg-bond0.7`, text({ DEVICE: "bond0.7", VLAN: "yes", ...(over === "bond0.7" && way) }, [])],
    [`${SCRIPTS}/ifcfg-br0`, text({ DEVICE: "br0", TYPE: "Bridge", ...(over === "br0" && way) }, [])],
  ]);
  if (odd.route) files.set(`${SCRIPTS}/route-${over}`, "10.20.0.0/16 via 192.0.2.254\n");
  return files;
}

function hostOf(files: Map<string, string>): Host {
  const host = Host.fresh();
  for (const [path, content] of files) host.put(path, content);
  return host;
}

/** What SSH sees now, and the files as they are to be, as a host. */
export function playedOn(odd: Drawn): { observed: Observed; later: Host } {
  const sound = {
    ...odd,
    bonds: [],
    shared: [],
    em1: [],
    em2: [],
    em3: [],
    route: odd.route || odd.client === "routed",
  };
  const now = boot(hostOf(filesOf(sound, odd.over)));
  const ssh = { client: WAYS[odd.client], address: "192.0.2.10", device: odd.over };
  return { observed: { ...observe(now), ssh }, later: hostOf(filesOf(odd, odd.over)) };
}
