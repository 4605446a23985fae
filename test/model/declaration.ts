import type { Desired } from "../../provider/model/desired";

/** A declaration with nothing but the names of a bond. */
export function declaration(change: Partial<Desired> = {}): Desired {
  return {
    device: "bond0",
    mode: "balance-rr",
    members: ["em1", "em2"],
    options: { miimon: 100 },
    addresses: [],
    dhcp: false,
    dns: [],
    searchDomains: [],
    routes: [],
    rules: [],
    onBoot: true,
    extraKeys: { bond: {}, members: {} },
    ...change,
  };
}
