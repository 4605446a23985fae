/** What becomes of one line of a file when the bond is brought to its declaration. Each line has exactly one fate. */
export type Fate =
  /** A property of the resource says it, or our files always do. With `stays` it is left as it is while none says it. */
  | { fate: "property"; property: string; stays?: true }
  /** A key that no property writes: `extraKeys` keeps it or gives it up. */
  | { fate: "key"; key: string; value: string }
  /** It stays where it is: the file is edited around it, or not written at all. */
  | { fate: "kept" }
  /** It does nothing, and why. */
  | { fate: "without effect"; why: string }
  /** Nobody can say it again, and why. With `key`, a declared value for that key, or "", answers for it. */
  | { fate: "unknown"; why: string; key?: string };

/** One line of a file (or the first line of what goes over several) with what becomes of it. */
export type Entry = Fate & {
  /** Counted from 1. */
  line: number;
  /** As it stands in the file. */
  text: string;
};

/** Whose file it is: of the bond itself, a second one for it, of one of its members, or one that goes with the bond's by its name. */
type Role = "bond" | "second" | "member" | "alias" | "routes" | "rules";

/** Every line of one file that configures a bond or a member, with what becomes of it. */
export interface Account {
  path: string;
  role: Role;
  /** The device that the file configures. */
  device: string;
  /** This package has written the file that these lines belong to, which says that changes by hand are undone. */
  ours?: true;
  entries: Entry[];
}

/** The end of a key whose name says that its value is a secret, and all that follows it. */
const SECRET = /((?:KEY|PASS|PWD|PSK|SECRET|TOKEN|CRED)\w{0,20}=).+$/s;

/** "ifcfg-bond0, line 7: `NAME=A & B`"; the value of a key that is called like a secret is left out. */
export function quoted(path: string, { line, text }: Pick<Entry, "line" | "text">): string {
  const shown = text
    .trim()
    .replace(SECRET, "$1...")
    .replace(/\p{Cc}/gu, (char) => JSON.stringify(char).slice(1, -1));
  return `${path.slice(path.lastIndexOf("/") + 1)}, line ${line}: \`${shown}\``;
}
