/** Would run something. */
const RUNS = [
  ...["$(touch made)", "`touch made`", "; touch made", "& touch made", "| touch made", "> made"],
  ...["$(>made)", "$" + "{x:=made}", "<(touch made)"],
];

/** Would end a quote, or begin one. */
const QUOTES = [
  ...["'", '"', "\\", "''", '""', "'\"", "\"'", "\\'", '\\"', "a'b", 'a"b', "a\\b", "\\\\"],
  ...["ends in \\", "'; touch made; '", '"; touch made; "', "$'x'", '$"x"', "`", "$"],
];

/** Mean something to a shell, a pattern or a printf. */
const SIGNS = [
  ...["*", "?", "[a-z]*", "~", "~root", "a:~root", "{a,b}", "!", "!!", "#", "a #b", "#a", "=", "a=b"],
  ...["==", "-", "--help", "-n", "+x", "%s", "%n", "^", "(", ")", "a(b)", "<", ">", "&&", "||", ";;"],
  ...["$x", "$" + "{x}", "$$", "$1", "$[1]", "$((1))", "\\n", "\\x41", "\\0"],
];

/** Blanks, ends of lines and what no terminal shows. */
const BLANKS = [
  ...[" ", "  ", "a b", " a", "a ", "a  b", "\t", "a\tb", "\n", "a\nb", "a\n", "\nDEVICE=eth9", "\r"],
  ...["a\r", "\r\n", "\0", "a\0b", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u2028", "\u3000"],
];

/** Look like a line of the file themselves. */
const KEYS = [
  ...["DEVICE=eth9", "a DEVICE=eth9", "# DEVICE=eth9", "x MASTER=bond9", "TYPE=Bridge"],
  ...["x SLAVE=no # ", "NM_CONTROLLED=yes", "BONDING_OPTS=x", "export A=b", "\nMASTER=bond9\n"],
];

/** Other scripts, no Unicode, very long, templates, and words that programs mistake for values. */
const TEXTS = [
  ...["é", "日本語", "😀", "\ud800", "\udc00x", "a\u0301", "ﬁ", "x".repeat(70000), "' ".repeat(300)],
  ...["{{device}}", "{{{device}}}", "{{#x}}", "}}", "&amp;", "<b>", "mode=1", "0", "no", "null"],
  ...["undefined", ""],
];

/** Two at once: a command behind any quote, and a line of the file behind any blank. */
const BOTH = [
  ...RUNS.flatMap((run) => QUOTES.map((quote) => `${quote}${run}${quote}`)),
  ...KEYS.flatMap((key) => BLANKS.map((blank) => `a${blank}${key}`)),
];

/** What a program could say, and a file must carry as it is or not at all; each once. */
export const HOSTILE: readonly string[] = [
  ...new Set([...RUNS, ...QUOTES, ...SIGNS, ...BLANKS, ...KEYS, ...TEXTS, ...BOTH]),
];
