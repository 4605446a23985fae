import { MODES, type Mode } from "../../options/modes";
import { nearest } from "../nearest";
import { bad, good, type Reader, show, whenKnown } from "../reading";
import { meantMode } from "../words";

/** A mode by word, or by the kernel's number, which becomes the word. */
export const readMode: Reader<Mode> = whenKnown((value, name) => {
  const mode = MODES.find((word, number) => value === word || value === number || value === String(number));
  if (mode) return good(mode);
  const near = typeof value === "string" ? (meantMode(value) ?? nearest(value, MODES)) : undefined;
  const instead = near ? `Did you mean ${show(near)}?` : `Write one of ${MODES.join(", ")}, or its number from 0 to 6.`;
  return bad(value, `${name} is ${show(value)}, which the kernel does not know. ${instead}`);
});
