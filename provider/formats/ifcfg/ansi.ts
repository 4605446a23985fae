const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};

const CODE = /([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})/y;

/**
 * The value of `$'...'`, given its text between the quotes; undefined when it has no value that a file could hold (a NUL,
 * a code outside Unicode, or `\c`, in which shells differ). Octal and \x codes are bytes, which together form UTF-8.
 */
export function ansiValue(text: string): string | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at < text.length; ) {
    const piece = text[at] === "\\" ? readEscape(text, at + 1) : plainPiece(text, at);
    if (piece === undefined) return undefined;
    parts.push(piece.bytes);
    at = piece.end;
  }
  const bytes = Buffer.concat(parts);
  return bytes.includes(0) ? undefined : bytes.toString("utf8");
}

interface Piece {
  bytes: Buffer;
  end: number;
}

function plainPiece(text: string, at: number): Piece {
  const backslash = text.indexOf("\\", at);
  const end = backslash < 0 ? text.length : backslash;
  return { bytes: Buffer.from(text.slice(at, end)), end };
}

function readEscape(text: string, at: number): Piece | undefined {
  const letter = text[at] ?? "";
  const simple = Object.hasOwn(SIMPLE, letter) ? SIMPLE[letter] : undefined;
  if (simple !== undefined) return { bytes: Buffer.from(simple), end: at + 1 };
  if (letter === "c") return undefined;
  CODE.lastIndex = at;
  const match = CODE.exec(text);
  if (match === null) return { bytes: Buffer.from(`\\${letter}`), end: at + letter.length };
  const [all, octal, hex, short, long] = match;
  const end = at + all.length;
  if (octal !== undefined) return { bytes: Buffer.from([Number.parseInt(octal, 8) & 0xff]), end };
  if (hex !== undefined) return { bytes: Buffer.from([Number.parseInt(hex, 16)]), end };
  const code = Number.parseInt(short ?? long ?? "", 16);
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  return { bytes: Buffer.from(String.fromCodePoint(code)), end };
}
