import { type Facts, failures, type Rule } from "../facts";

/** What a port of a bridge cannot have: the scripts pass over it, and the bridge has it. */
const OF_THE_BRIDGE = ["addresses", "dhcp", "gateway", "gateway6", "routes", "rules", "dns", "searchDomains"] as const;

const given = (value: Facts[(typeof OF_THE_BRIDGE)[number]]) =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;

/** With BRIDGE= the scripts set nothing of this, and the kernel would answer on the wrong device. */
export const bridgeOrAddresses: Rule = (facts) => {
  const { bridge, device, members = [] } = facts;
  if (bridge === undefined) return [];
  const both = OF_THE_BRIDGE.filter((name) => given(facts[name]));
  return failures("bridge", [
    both.length > 0 &&
      `bridge is ${bridge} and ${both.join(", ")} declared as well: a port of a bridge has no addresses of its own, ${bridge} has them. Leave one of them out.`,
    [device, ...members].includes(bridge) &&
      `bridge ${bridge} is the bond or a member itself. Write the name of a bridge.`,
  ]);
};
