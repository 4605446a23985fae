const BARE = /^[A-Za-z0-9_.:/@%,+-]+$/;

/**
 * Why a value cannot stand in a file that shells source, in words that follow "it"; undefined: it can. The rule is what
 * bash, dash, the scripts' greps and NetworkManager's reader all take for the same value.
 */
export function unsafeReason(value: string): string | undefined {
  if (/\p{Cc}/u.test(value)) return `contains a control character (${escaped(value.match(/\p{Cc}/u)?.[0] ?? "")})`;
  if (/\p{Cs}/u.test(value)) return "is not valid Unicode";
  if (value.includes("'") && /["$`\\]/.test(value))
    return 'contains a single quote together with one of " $ ` \\, which no quotes can hold that all readers understand';
  return undefined;
}

/** Whether a value looks as if a shell were to put a variable into it: a file of ours says every value literally. */
export const looksExpanded = (value: string) => /\$(\{[A-Za-z_]\w*\}|[A-Z][A-Z0-9_]+)/.test(value);

/** A value as one word of shell text that means exactly this value. Throws when `unsafeReason` names a reason. */
export function shellQuote(value: string): string {
  const reason = unsafeReason(value);
  if (reason !== undefined) throw new Error(`Unable to quote a value for the shell: it ${reason}.`);
  if (BARE.test(value)) return value;
  return /["$`\\]/.test(value) ? `'${value}'` : `"${value}"`;
}

/** Names that a shell sets, keeps or obeys by itself (bash 4.2 to 5.3, dash, busybox): what a file says there is lost or breaks what runs next. */
const SHELLS_OWN = new RegExp(
  `^(${[
    "BASH.*|CDPATH|CHILD_MAX|COLUMNS|COMP_.*|COMPREPLY|COPROC(_PID)?|DIRSTACK|EMACS|ENV|EPOCH.*|EUID|EXECIGNORE|FCEDIT",
    "FIGNORE|FPATH|FUNCNAME|FUNCNEST|GLOBIGNORE|GLOBSORT|GROUPS|HISTCMD|HIST(CONTROL|FILE|FILESIZE|IGNORE|SIZE|TIMEFORMAT)",
    "HOME|HOSTFILE|HOSTTYPE|IFS|IGNOREEOF|INPUTRC|INSIDE_EMACS|LANG|LANGUAGE|LC_.*|LD_.*|LINENO|LINES|MACHTYPE|MAIL.*",
    "MAPFILE|OPT(ARG|ERR|IND)|OSTYPE|PATH|PIPESTATUS|POSIXLY_CORRECT|PPID|PROMPT_.*|PS[0-9]|PWD|OLDPWD|RANDOM",
    "READLINE_.*|REPLY|SECONDS|SHELL|SHELLOPTS|SHLVL|SRANDOM|TERM|TIMEFORMAT|TMOUT|TMPDIR|UID",
  ].join("|")})$`,
);

/** Whether a shell may have another value for a name than the one that it was given. */
export const isShellsOwn = (name: string) => SHELLS_OWN.test(name);

/** Why a name cannot be a key of an ifcfg file, in words that follow "it"; undefined: it can. */
export function unsafeKey(key: string): string | undefined {
  if (!/^[A-Z][A-Z0-9_]*$/.test(key)) return "is not a name of capital letters, digits and underscores";
  return SHELLS_OWN.test(key) ? "is a name that the shell uses for itself" : undefined;
}

const escaped = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
