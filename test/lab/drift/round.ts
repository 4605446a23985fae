import type { Disruption } from "../../../provider/model/plan";

/** A change by hand and the sentences that a refresh must say about it. */
export interface HandDrift {
  name: string;
  hand: string;
  files?: string[];
  kernel?: string[];
}

/** A bond, and changes to it that do not get in each other's way: they are made, named and repaired together. */
export interface Round {
  program: Record<string, unknown>;
  drifts: HandDrift[];
  /** The worst class among the repairs: where it says that traffic flows, no packet may be lost. */
  repair: Disruption;
  /** The changes by hand have cut the bond off already: there is no traffic that the repair could cost. */
  cutOff?: true;
  /** What the switch needs for this round, and what it needs no more afterwards. */
  switch?: { before: string; after: string };
}

/** Where the traffic goes: an address in a network of its own, which no change by hand touches. */
export const TRAFFIC = "10.51.0.5";

/** The other end of the bond's networks; the session itself runs over em1, so that everything of the bond may break. */
export const OTHER_END = "ip address add 10.50.0.1/24 dev sw0; ip address add 10.51.0.1/24 dev sw0";

/** A program with the addresses of every round. */
export const bond = (more: Record<string, unknown>) => ({
  device: "bond0",
  members: ["em2", "em3"],
  addresses: ["10.50.0.5/24", `${TRAFFIC}/24`],
  apply: { requirePartner: false },
  ...more,
});

const SYSFS = "/sys/class/net/bond0/bonding";

/** The command that gives an option of the running bond another value. */
export const write = (option: string, value: string) => `echo ${value} > ${SYSFS}/${option}`;

/** An option of the running bond set by hand. */
export function option(
  name: string,
  command: string,
  found: string | number | boolean,
  declared: string | number | boolean,
): HandDrift {
  return {
    name: `${name} set by hand`,
    hand: command,
    kernel: [`kernel: bond0: ${name} is ${found}, declared ${declared}`],
  };
}

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** A file of the network-scripts edited, as people do it: with the stream editor. */
export const edit = (file: string, ...expressions: string[]) =>
  `sed -i ${expressions.map((one) => `-e '${one}'`).join(" ")} ${SCRIPTS}/${file}`;

/** A line added to a file of the network-scripts, or a new file of one line. */
export const append = (file: string, line: string) => `printf '${line}\\n' >> ${SCRIPTS}/${file}`;

/** A command in the folder of the network-scripts. */
export const among = (command: string) => `(cd ${SCRIPTS} && ${command})`;
