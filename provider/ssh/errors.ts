/** What went wrong between this machine and the host; decides whether a retry or a wait can help. */
export type SshErrorKind =
  | "unreachable" // no connection, after every dial that was allowed
  | "host-key" // the host (or a hop before it) could not prove who it is
  | "authentication" // the host does not let this user in
  | "sudo" // the user is in, but does not become root
  | "timeout" // the host did not finish within the time the command was given
  | "lost" // the connection ended in the middle of a command; what it did is unknown
  | "protocol"; // the other side speaks, but not what was expected

/** Every failure of this room. The message is written for the person at the terminal and never holds a secret. */
export class SshError extends Error {
  override readonly name = "SshError";

  constructor(
    readonly kind: SshErrorKind,
    /** The host as the user wrote it. */
    readonly host: string,
    message: string,
  ) {
    super(message);
  }
}

const NAMED: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u001b": "\\e" };
/** Control characters, and all that Unicode calls format characters (marks of direction, joiners) or line ends. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const visible = (char: string): string => NAMED[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/**
 * Text that came from a host, fit for a terminal: control and format characters (also the C1 set and the marks that
 * turn the direction of writing) become visible escapes, and what is longer than `limit` is cut.
 *
 * @param text - as received
 * @param limit - characters of the original to keep, 300 by default
 */
export function printable(text: string, limit = 300): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.replace(CONTROL, visible);
}

/** A whole text of a host, its lines and tabs as they are, fit for a terminal. */
export const printableText = (text: string): string =>
  text.replace(CONTROL, (char) => (char === "\n" || char === "\t" ? char : visible(char)));

/** Text of several lines that may quote a host (an error, its stack), fit for a terminal. */
export const printableLines = (text: string): string =>
  text
    .split("\n")
    .map((line) => printable(line, 2000))
    .join("\n");
