/** What OpenSSH takes as white space between words. */
const SPACE = /^[ \t\r\n]+/;

/** A word of a line, and what follows it; no word where a quote is not closed, nothing after the last word. */
export interface Taken {
  word?: string;
  rest?: string;
}

/**
 * The first word of a line and the rest, as OpenSSH's `strdelim` cuts them: at white space, at one `=`, and at a
 * double-quoted part, which ends the word.
 */
export function takeWord(text: string): Taken {
  const at = text.search(/[ \t\r\n"=]/);
  if (at < 0) return { word: text };
  if (text[at] === '"') {
    const close = text.indexOf('"', at + 1);
    if (close < 0) return {};
    const word = text.slice(0, at) + text.slice(at + 1, close);
    return { word, rest: text.slice(close + 1).replace(SPACE, "") };
  }
  const after = text.slice(at + 1).replace(SPACE, "");
  const rest = text[at] !== "=" && after.startsWith("=") ? after.slice(1).replace(SPACE, "") : after;
  return { word: text.slice(0, at), rest };
}

/**
 * The arguments of a keyword, as OpenSSH's `argv_split` cuts them: both kinds of quotes anywhere, a backslash before a
 * quote, a backslash or (outside quotes) a space, and `#` at the beginning of a word ends the line.
 *
 * @returns undefined where a quote is not closed
 */
export function splitArguments(text: string): string[] | undefined {
  const words: string[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === " " || text[i] === "\t") continue;
    if (text[i] === "#") break;
    const end = copyWord(text, i, words);
    if (end === undefined) return undefined;
    i = end;
  }
  return words;
}

/** Adds the word that begins at `start`; returns where it ends, or undefined for a quote that is not closed. */
function copyWord(text: string, start: number, words: string[]): number | undefined {
  let quote = "";
  let word = "";
  let i = start;
  for (; i < text.length; i++) {
    const char = text[i] ?? "";
    const next = text[i + 1] ?? "";
    if (char === "\\" && (/['"\\]/.test(next) || (quote === "" && next === " "))) {
      word += next;
      i++;
    } else if (quote === "" && (char === " " || char === "\t")) break;
    else if (quote === "" && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = "";
    else word += char;
  }
  words.push(word);
  return quote === "" ? i : undefined;
}
