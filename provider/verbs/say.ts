import { printable } from "../ssh";

// The engine may be killed while a host still works. Its pipe is closed then, and a line that nobody reads must not become
// an exception: Pulumi's process would report it on the same pipe, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** Which bond on which host an operation is about. */
export interface Subject {
  device: string;
  host: string;
}

/** How a line is shown: for good, only to who debugs, or until the next one comes. */
export type Manner = "said" | "detail" | "passing";

/** A line that names many changes ends in what they cost: it is not cut short before that. */
const LONGEST = 2000;

let show = (line: string, manner: Manner): void => {
  if (manner === "said") console.log(line);
};

/** Sends the lines elsewhere than to standard output. */
export function sayWith(sink: (line: string, manner: Manner) => void): void {
  show = sink;
}

const about = ({ device, host }: Subject, text: string) => `${device} on ${host}: ${printable(text, LONGEST)}`;

/** Reports to the person at the terminal where an operation is: one line, "bond0 on media1: ...". */
export const say = (subject: Subject, text: string): void => show(about(subject, text), "said");

/** The same for who wants to know every step: `pulumi up --debug`. */
export const detail = (subject: Subject, text: string): void => show(about(subject, text), "detail");
