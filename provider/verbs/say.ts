import { printable } from "../ssh";

// The engine may be killed while a host still works. Its pipe is closed then, and a line that nobody reads must not become
// an exception: Pulumi's process would report it on the same pipe, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** Which bond on which host an operation is about. */
export interface Subject {
  device: string;
  host: string;
}

/** A line that names many changes ends in what they cost: it is not cut short before that. */
const LONGEST = 2000;

let show = (line: string): void => console.log(line);

/** Sends the lines elsewhere than to standard output. */
export function sayWith(sink: (line: string) => void): void {
  show = sink;
}

/** Reports to the person at the terminal where an operation is: one line, "bond0 on media1: ...". */
export function say({ device, host }: Subject, text: string): void {
  show(`${device} on ${host}: ${printable(text, LONGEST)}`);
}
