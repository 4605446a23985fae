import { rows } from "../options/lookup";
import { DRIVER, HEADINGS, KEYS } from "./keys";
import type { BondText, MemberText } from "./scan";

/** How lines begin, in lower case. */
const BEGINNINGS = [DRIVER, ...HEADINGS.keys(), ...Object.values(KEYS).flatMap((keys) => [...keys])].map((key) =>
  key.toLowerCase(),
);
const ADDRESS = /^([0-9a-fx]{2}:){5,}[0-9a-fx]{2}$/i; // authors mask their addresses with x
const TARGET = /^([0-9x*]{1,3}(\.[0-9x*]{1,3}){3}|.*:([0-9a-fx]{1,4}|:))$/i;
const NO_AGGREGATOR = /^bond( |$)/i;
/** Drivers that show the aggregator to everybody; later ones to privileged readers only. */
const TELLS_EVERYBODY = /^v?(2\.|3\.([0-6]\.|7\.0))/;

/** Where the text of a bond is cut off, in words; undefined: it is all there. */
export function cutOff(bond: BondText): string | undefined {
  if (bond.driver === "") return "the line of the driver, the first one, is missing";
  const { section, key, value } = bond.last;
  const half = bond.tail?.toLowerCase();
  if (half !== undefined && (NO_AGGREGATOR.test(half) || BEGINNINGS.some((known) => known.startsWith(half))))
    return `it ends in the middle of a line ("${bond.tail}")`;
  if (mayEnd(bond)) return missingMember(bond);
  const member = section === "master" || section === "aggregator" ? "" : ` of ${bond.members.at(-1)?.name}`;
  return `nothing follows "${key}${value === "" ? "" : `: ${value}`}"${member}`;
}

/** Whether some kernel ends the text of a bond with the line that is the last one here. */
function mayEnd(bond: BondText): boolean {
  const { section, key, value } = bond.last;
  const member = bond.members.at(-1);
  if (/HW addr|Mac Address/.test(key) && value !== "" && !ADDRESS.test(value)) return false;
  if (section === "master") return mayEndMaster(bond, key, value);
  if (section === "aggregator") return key === "Partner Mac Address" && value !== "";
  if (section === "partner") return key === "port state" && value !== "";
  return section === "member" && member !== undefined && mayEndMember(bond, member, key, value);
}

function mayEndMaster(bond: BondText, key: string, value: string): boolean {
  if (bond.noAggregator) return true;
  if (bond.master.has("LACP rate"))
    return (
      !TELLS_EVERYBODY.test(bond.driver) &&
      /^Aggregator selection policy/.test(key) &&
      isWord(key, value) &&
      !bond.master.has("System priority")
    );
  if (isLacp(bond)) return false;
  if (/^(ARP IP|NS IPv6) target/.test(key)) return value === "" || value.split(/, */).every((one) => TARGET.test(one));
  if (value === "") return false;
  const hasDate = bond.driver.includes("("); // later drivers name the kernel's version instead, and print one delay more
  return key.startsWith("Peer Notification Delay") || (key.startsWith("Down Delay") && hasDate);
}

/** Whether a value is one of the words of the option that the line shows. */
const isWord = (key: string, value: string) =>
  rows().some(([, row]) => row.proc === key && row.type === "word" && row.words.includes(value));

/** A member that the bond's own lines speak of and that no block is there for. */
function missingMember({ master, aggregator, members }: BondText): string | undefined {
  const names = members.map(({ name }) => name);
  for (const key of ["Currently Active Slave", "Primary Slave"]) {
    const name = (master.get(key) ?? "None").split(/\s/, 1)[0] ?? "";
    if (name !== "None" && name !== "" && !names.includes(name)) return `the block of ${name} is missing`;
  }
  const ports = Number(aggregator.get("Number of ports") ?? 0);
  if (ports > names.length)
    return `the active aggregator has ${ports} ports, and the blocks that follow are ${names.length}`;
  const isUp = master.get("MII Status") === "up";
  return isUp && names.length === 0 ? "the bond has a carrier and no member's block follows" : undefined;
}

function mayEndMember(bond: BondText, member: MemberText, key: string, value: string): boolean {
  if (value === "" || saysLess(member, bond.members[0] as MemberText)) return false;
  if (printsQueueLast(bond.driver, member)) return key === "Slave queue ID";
  switch (key) {
    case "Permanent HW addr":
      return !isLacp(bond) && /^v?(2\.|3\.[0-6]\.)/.test(bond.driver); // later drivers print the queue
    case "Slave queue ID":
      return !isLacp(bond) || member.values.has("Aggregator ID");
    case "Aggregator ID": // drivers that print it behind the queue go on with the churn machine
      return value === "N/A" || (/^\d+$/.test(value) && !member.values.has("Slave queue ID"));
    default:
      return key === "Partner Churned Count" && !bond.master.has("System priority");
  }
}

/** RHEL 6's driver: its version is that of a kernel without speeds and queues, and it ends every member with the queue. */
const printsQueueLast = (driver: string, { values }: MemberText) => /^v3\.6\./.test(driver) && values.has("Speed");

/** Whether the last member stops where the first one went on. */
function saysLess(member: MemberText, first: MemberText): boolean {
  const keys = [...member.values.keys()];
  const more = [...first.values.keys()];
  const notAggregated = member.values.get("Aggregator ID") === "N/A";
  return !notAggregated && keys.length < more.length && keys.every((key, index) => key === more[index]);
}

function isLacp(bond: BondText): boolean {
  return (bond.master.get("Bonding Mode") ?? "").includes("802.3ad");
}
