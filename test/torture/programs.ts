type Bag = Record<string, unknown>;

/** What a program may declare of bond0 on the machine's only uplink; `undefined`: no bond. */
export const PROGRAMS = {
  none: undefined,
  rr: {},
  "rr, a comment in its file": { extraKeys: { bond: { NOTE: "rack 7" } } },
  "rr, other options": { options: { miimon: 200, resendIgmp: 3 } },
  "rr, two addresses": {
    addresses: ["10.0.2.15/24", "10.7.7.1/24"],
    routes: [{ to: "10.8.0.0/16", via: "10.7.7.2" }],
    dns: ["10.0.2.3"],
  },
  "rr, mtu 1400": { mtu: 1400 },
  "rr, three members": { members: ["em1", "em2", "em3"] },
  backup: { mode: "active-backup", options: { miimon: 100, primary: "em2" } },
  "xor by restart": { mode: "balance-xor", apply: { activation: "restart" } },
  lacp: { mode: "802.3ad", options: { miimon: 100, lacpRate: "fast" } },
  "lacp, by count": { mode: "802.3ad", options: { miimon: 100, lacpRate: "fast", adSelect: "count" } },
  "another address": { addresses: ["10.0.2.16/24"], apply: { allowManagementMove: true } },
} satisfies Record<string, Bag | undefined>;

export type Program = keyof typeof PROGRAMS;

/** Where an operation begins and what it leads to; the class is what it disturbs. */
export interface Operation {
  name: string;
  from: Program;
  to: Program;
}

const operation = (name: string, from: Program, to: Program): Operation => ({ name, from, to });

/** create, update of each disruption class, delete. */
export const OPERATIONS: readonly [Operation, ...Operation[]] = [
  operation("create", "none", "rr"),
  operation("create", "none", "backup"),
  operation("files", "rr", "rr, a comment in its file"),
  operation("live", "rr", "rr, other options"),
  operation("live", "rr", "rr, two addresses"),
  operation("live", "rr", "rr, mtu 1400"),
  operation("member", "rr", "rr, three members"),
  operation("member", "rr, three members", "rr"),
  operation("bond-down", "lacp", "lacp, by count"),
  operation("members-released", "rr", "backup"),
  operation("members-released", "backup", "rr"),
  operation("restart", "rr", "xor by restart"),
  operation("management-path", "rr", "another address"),
  operation("delete", "rr", "none"),
  operation("delete", "backup", "none"),
];

export const isLacp = (program: Program): boolean => program.startsWith("lacp");

/** The address the machine has when it is as a program says. */
export const addressOf = (program: Program): string => (program === "another address" ? "10.0.2.16" : "10.0.2.15");

/** A program as a user writes it. */
export function declared(program: Program, connection: Bag, apply: Bag): Bag | undefined {
  const special: Bag | undefined = PROGRAMS[program];
  if (special === undefined) return undefined;
  return {
    device: "bond0",
    connection,
    mode: "balance-rr",
    members: ["em1", "em2"],
    options: { miimon: 100 },
    addresses: ["10.0.2.15/24"],
    gateway: "10.0.2.2",
    ...special,
    apply: { ...apply, ...(special.apply as Bag | undefined) },
  };
}
