import { rows } from "../options/lookup";

/** The places in /proc/net/bonding/BOND where a key can stand; the same key means another thing in another place. */
export type Section = "master" | "aggregator" | "member" | "actor" | "partner";

/** Lines of the bond itself that are no option of the table. */
const MASTER = ["Bonding Mode", "Currently Active Slave", "MII Status", "System MAC address"];

const PDU = ["system priority", "system mac address", "port priority", "port number", "port state"];

/** Every key that some kernel from 2.6 to 6.x prints, by place. */
export const KEYS: Readonly<Record<Section, ReadonlySet<string>>> = {
  master: new Set([...MASTER, ...rows().flatMap(([, row]) => row.proc ?? [])]),
  aggregator: new Set(["Aggregator ID", "Number of ports", "Actor Key", "Partner Key", "Partner Mac Address"]),
  member: new Set([
    "Slave Interface",
    "MII Status",
    "Speed",
    "Duplex",
    "Link Failure Count",
    "Permanent HW addr",
    "Slave queue ID",
    "Aggregator ID",
    "Actor Churn State",
    "Partner Churn State",
    "Actor Churned Count",
    "Partner Churned Count",
  ]),
  actor: new Set([...PDU, "port key"]),
  partner: new Set([...PDU, "oper key"]),
};

/** The first line of the file, and the lines that open a place. */
export const DRIVER = "Ethernet Channel Bonding Driver";
export const HEADINGS: ReadonlyMap<string, Section> = new Map([
  ["802.3ad info", "master"],
  ["active aggregator info", "aggregator"],
  ["details actor lacp pdu", "actor"],
  ["details partner lacp pdu", "partner"],
]);
