import { type Account, type Entry, quoted } from "../model/account";
import type { Configuration } from "../model/configuration";
import type { Desired } from "../model/desired";
import type { FileChange } from "../model/plan";
import type { Refuse } from "./refuse";

/** What a program says, or said when the state was recorded: what is in neither was never spoken of. */
type Answers = readonly Desired[];

/**
 * The law of conservation for files: every line of a file that a plan writes or deletes is said again by a property or a
 * key, does nothing, or is given up by name. A line that nobody answers for stops the plan before anything is touched. A
 * file that this package has written says in its first line that changes by hand are undone.
 */
export function unanswered(
  desired: Desired,
  now: Configuration,
  changes: readonly FileChange[],
  refuse: Refuse,
  previous?: Desired,
): string[] {
  const answers = previous === undefined ? [desired] : [desired, previous];
  const touched = new Set(changes.map(({ path }) => path));
  // Aliases and routes are the bond's: once its file is ours, what differs there is drift.
  const theirs = now.accounts.filter(({ path, ours }) => touched.has(path) && !ours);
  return [
    ...theirs.flatMap((account) => unknownLines(account, desired, answers, refuse)),
    ...theirs.flatMap((account) => silentProperties(account, now, answers, refuse)),
    ...foreignKeys(theirs, desired, answers, refuse),
    ...theirs.flatMap((account) => strangersLines(account, desired, answers, refuse)),
  ];
}

const keysOf = ({ role, device }: Account, { extraKeys }: Desired): Readonly<Record<string, string>> =>
  role === "bond" ? extraKeys.bond : role === "member" ? (extraKeys.members[device] ?? {}) : {};

const answersKey = (account: Account, key: string, answers: Answers) =>
  answers.some((one) => keysOf(account, one)[key] !== undefined);

/** A line that cannot be read, or that no declaration can say. */
function unknownLines(account: Account, desired: Desired, answers: Answers, refuse: Refuse): string[] {
  if (isStranger(account, desired)) return [];
  return firstOfLines(account.entries).flatMap((entry) => {
    if (entry.fate !== "unknown") return [];
    if (entry.key !== undefined && answersKey(account, entry.key, answers)) return [];
    const how = entry.key === undefined ? "" : `, or declare ${entry.key} under extraKeys ("" gives it up)`;
    return [
      refuse(
        `${quoted(account.path, entry)}: ${entry.why}`,
        `It would be lost. Change or remove the line on the host${how}`,
      ),
    ];
  });
}

/** Properties whose absence means that nobody minds: a file that says one would lose it. */
const NOT_MINDED = ["mtu", "macAddress"] as const;

function silentProperties(account: Account, state: Configuration, answers: Answers, refuse: Refuse): string[] {
  return account.entries.flatMap((entry) => {
    if (entry.fate !== "property") return [];
    const silent = NOT_MINDED.find(
      (name) => name === entry.property && answers.every((one) => one[name] === undefined),
    );
    if (silent !== undefined)
      return [refuse(...undeclared(account, entry, silent, `${silent}: ${JSON.stringify(state[silent])}`))];
    return account.role === "alias" ? lostAddresses(account, entry, state, answers, refuse) : [];
  });
}

const undeclared = (account: Account, entry: Entry, property: string, text: string): [string, string] => [
  `${quoted(account.path, entry)}: the program does not declare ${property}, and the line would be lost`,
  `Write ${text}, or remove the line on the host`,
];

/** Addresses of an alias file that no declaration has: with the file they would leave the bond. */
function lostAddresses(
  account: Account,
  entry: Entry,
  state: Configuration,
  answers: Answers,
  refuse: Refuse,
): string[] {
  const file = state.aliases.find(({ path }) => path === account.path);
  const lost = (file?.addresses ?? []).filter((cidr) => answers.every(({ addresses }) => !addresses.includes(cidr)));
  const first = account.entries.find(({ fate }) => fate === "property");
  if (lost.length === 0 || entry.line !== first?.line) return [];
  return [
    refuse(
      `${quoted(account.path, entry)}: the file gives ${account.device} ${lost.join(", ")}, which the program does not declare`,
      "Add to addresses what is to stay, or remove the file",
    ),
  ];
}

/** One reason for each line is enough: those that nothing can answer for come first. */
function firstOfLines(entries: readonly Entry[]): Entry[] {
  const unknown = entries.filter(({ fate }) => fate === "unknown");
  const rank = (entry: Entry) => (entry.fate === "unknown" && entry.key !== undefined ? 1 : 0);
  const sorted = [...unknown].sort((a, b) => a.line - b.line || rank(a) - rank(b));
  return sorted.filter(({ line }, at) => rank(sorted[at] as Entry) === 1 || sorted[at - 1]?.line !== line);
}

/** All in one sentence: they have one way out. */
function foreignKeys(accounts: readonly Account[], desired: Desired, answers: Answers, refuse: Refuse): string[] {
  const lines = accounts
    .filter((account) => !isStranger(account, desired))
    .flatMap((account) =>
      account.entries.flatMap((entry) => {
        if (entry.fate !== "key" || answersKey(account, entry.key, answers)) return [];
        const alone = account.entries.filter(({ line }) => line === entry.line).length === 1;
        return [`${quoted(account.path, entry)}${alone ? "" : ` (${entry.key})`}`];
      }),
    );
  if (lines.length === 0) return [];
  return [
    refuse(
      `its files have keys that the program does not declare: ${lines.join("; ")}`,
      'Write them under extraKeys to keep them, or there with "" in the place of the value to give them up',
    ),
  ];
}

/** A file that makes a device a member which the program does not declare: it is deleted as a whole. */
const isStranger = ({ role, device }: Account, { members }: Desired) => role === "member" && !members.includes(device);

/** What such a file says beside that; no file of ours would get it. */
function strangersLines(account: Account, desired: Desired, answers: Answers, refuse: Refuse): string[] {
  if (!isStranger(account, desired)) return [];
  const { device, path, entries } = account;
  const lost = entries.filter(({ fate }, at) => {
    const key = (entries[at] as { key?: string }).key;
    return (fate === "key" || fate === "unknown") && (key === undefined || !answersKey(account, key, answers));
  });
  const lines = [...new Set(lost.map((entry) => quoted(path, entry)))];
  if (lines.length === 0) return [];
  return [
    refuse(
      `${device} is no declared member, its file makes it one, and what else it says would be lost: ${lines.join("; ")}`,
      `Declare ${device} under members, or remove the file or these lines on the host`,
    ),
  ];
}
