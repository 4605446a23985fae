import { matchesList } from "./patterns.js";
import { takeWord } from "./words.js";

/** What the criteria of a Match line are held against. */
export interface Subject {
  /** The name as it stands after HostName. */
  host: string;
  /** The name as the user wrote it. */
  originalHost: string;
  user: string;
  localUser: string;
  tag: string;
  /** Whether this is the second reading. */
  final: boolean;
}

/** Whether a Match line holds; `undecided` names the criterion that can only be found out by doing what is not done here. */
export interface Verdict {
  matches: boolean;
  undecided?: string;
  /** It asks for a second reading. */
  wantsFinal: boolean;
}

/** Criteria that run a command, look at this machine's network, or depend on the OpenSSH that would be used. */
const UNDECIDED = ["exec", "localnetwork", "version", "sessiontype", "command"];

/**
 * Judges a Match line as OpenSSH's `match_cfg_line`. No command is ever run.
 *
 * @throws Error whose message says what is wrong with the line
 */
export function judgeMatch(text: string, subject: Subject): Verdict {
  const verdict: Verdict = { matches: true, wantsFinal: false };
  let criteria = 0;
  let left: string | undefined = text;
  const next = (): string => {
    const { word = "", rest }: ReturnType<typeof takeWord> = left === undefined ? {} : takeWord(left);
    left = rest;
    return word.startsWith("#") ? "" : word;
  };
  for (let word = next(); word !== ""; word = next()) {
    const negated = word.startsWith("!");
    const name = word.slice(negated ? 1 : 0).toLowerCase();
    if (name === "all") {
      if (criteria > 1 || next() !== "") throw new Error('combines "all" with other criteria');
      return negated ? { ...verdict, matches: false } : verdict;
    }
    criteria++;
    if (name === "final") verdict.wantsFinal = true;
    const holds = name === "final" || name === "canonical" ? subject.final : judge(name, next(), subject);
    if (holds === undefined) verdict.undecided = name;
    else if (holds === negated) verdict.matches = false;
  }
  if (criteria === 0) throw new Error("has no criteria");
  return verdict;
}

/** Whether a criterion with an argument holds; undefined where that cannot be known here. */
function judge(name: string, argument: string, subject: Subject): boolean | undefined {
  if (argument === "") throw new Error(`has no argument for ${name}`);
  switch (name) {
    case "host":
      return matchesList(subject.host.toLowerCase(), argument.toLowerCase());
    case "originalhost":
      return matchesList(subject.originalHost.toLowerCase(), argument.toLowerCase());
    case "user":
      return matchesList(subject.user, argument);
    case "localuser":
      return matchesList(subject.localUser, argument);
    case "tagged":
      return matchesList(subject.tag, argument);
    default:
      if (UNDECIDED.includes(name)) return undefined;
      throw new Error(`has a criterion that is not known: ${name}`);
  }
}
