import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { DISRUPTIONS, type Disruption, type Plan } from "../model/plan";
import { optionNamed } from "../options/lookup";
import type { OptionRow } from "../options/row";
import { toKernel } from "../options/values";
import { firstWord } from "./change";
import { managementOver } from "./management";

/** What each class means for the traffic, in words for people. */
export const MEANING: Record<Disruption, string> = {
  files: "only files change",
  live: "changed while traffic flows",
  member: "single members join, leave or take over",
  "bond-down": "the bond carries nothing for a moment, about 1 s without link",
  "members-released": "members are released, about 2 s without link",
  "management-path": "the path SSH uses moves, about 2 s without link",
};

/** The worst of some classes. */
function worst(classes: readonly Disruption[]): Disruption {
  return DISRUPTIONS[Math.max(0, ...classes.map((one) => DISRUPTIONS.indexOf(one)))] ?? "files";
}

/** What a plan does in one line: the heart of the change, its price, and whether SSH runs over it. */
export function summary(plan: Plan, observed: Observed, desired: Desired): string {
  const { device, steps } = plan;
  if (steps.length === 0) return "nothing to do";
  const disruption = worst(steps.map((step) => step.disruption));
  const members = [...desired.members, ...(observed.bonds[device]?.members ?? [])];
  const rides = disruption !== "files" && managementOver(observed, device, members);
  const price = [MEANING[disruption], ...(rides ? ["your SSH session runs over it"] : [])];
  return `${heart(plan, observed, desired)}: ${price.join(", ")}`;
}

/** What is made where there is no bond. */
export const newBond = ({ mode, members }: Desired): string => `new, ${mode} over ${members.join(" and ")}`;

function heart({ device, steps }: Plan, observed: Observed, desired: Desired): string {
  const mode = firstWord(observed.bonds[device]?.options.mode);
  if (mode === "") return newBond(desired);
  if (mode !== desired.mode) return `mode ${mode} -> ${desired.mode}`;
  const titles = steps
    .filter((step) => step.disruption !== "files")
    .map((step) => step.title.replace(`${device}: `, ""));
  return (titles.length > 0 ? titles : steps.map((step) => step.title)).join(", ");
}

/** What one property costs when it changes. */
interface Cost {
  disruption: Disruption;
  reason: string;
}

/** Which member is active is not known here: a primary may have to take over from another. */
function optionDisruption(row: OptionRow): Disruption {
  const rule = row.changeOnOldKernels ?? row.change;
  if (rule === "empty") return "members-released";
  if (rule === "down" || row.interrupts) return "bond-down";
  return row.group === "active" ? "member" : "live";
}

function optionCosts(before: Desired, after: Desired): Cost[] {
  const names = [...new Set([...Object.keys(before.options), ...Object.keys(after.options)])];
  return names.flatMap((name): Cost[] => {
    const row = optionNamed(name)?.row;
    if (!row) return [];
    const text = (desired: Desired) => toKernel(row, desired.options[name] ?? row.default);
    if (text(before) === text(after)) return [];
    return [
      {
        disruption: optionDisruption(row),
        reason: `${name} ${text(before) || "none"} -> ${text(after) || "none"}`,
      },
    ];
  });
}

function memberCosts(before: Desired, after: Desired): Cost[] {
  const joins = after.members.filter((member) => !before.members.includes(member));
  const leaves = before.members.filter((member) => !after.members.includes(member));
  return [
    ...joins.map((member): Cost => ({ disruption: "member", reason: `${member} joins` })),
    ...leaves.map((member): Cost => ({ disruption: "member", reason: `${member} leaves` })),
  ];
}

const LIVE = ["addresses", "bridge", "gateway", "gateway6", "routes", "rules", "mtu"] as const;
const FILES = ["dns", "searchDomains", "onBoot", "extraKeys"] as const;

function propertyCosts(before: Desired, after: Desired): Cost[] {
  const changed = (key: keyof Desired) => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  return [
    ...LIVE.filter(changed).map((key): Cost => ({ disruption: "live", reason: key })),
    ...FILES.filter(changed).map((key): Cost => ({ disruption: "files", reason: key })),
    ...(changed("macAddress") ? [{ disruption: "bond-down", reason: "macAddress" } as const] : []),
    ...(changed("dhcp")
      ? [{ disruption: "members-released", reason: `dhcp ${after.dhcp ? "on" : "off"}` } as const]
      : []),
  ];
}

/** How much a change of the declaration disturbs, from the declarations alone: for preview, where no host is asked. */
export function disruptionOf(before: Desired, after: Desired): { disruption: Disruption; reasons: string[] } {
  const mode: Cost[] =
    before.mode === after.mode
      ? []
      : [{ disruption: "members-released", reason: `mode ${before.mode} -> ${after.mode}` }];
  const costs = [
    ...mode,
    ...optionCosts(before, after),
    ...memberCosts(before, after),
    ...propertyCosts(before, after),
  ];
  return { disruption: worst(costs.map((cost) => cost.disruption)), reasons: costs.map((cost) => cost.reason) };
}
