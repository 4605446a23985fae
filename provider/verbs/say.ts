import { printable } from "../ssh";

/** Which bond on which host an operation is about. */
export interface Subject {
  device: string;
  host: string;
}

/** Tells the person at the terminal where an operation is: one line, "bond0 on media1: ...". */
export function say({ device, host }: Subject, text: string): void {
  console.log(`${device} on ${host}: ${printable(text)}`);
}
