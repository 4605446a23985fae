import type { Compared } from "../model/configuration";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Drift } from "../model/state";
import type { OptionValue, OptionValues } from "../options/row";
import { fileFindings } from "./files";
import type { Finding } from "./finding";
import { kernelFindings } from "./kernel";

/** Drift with the properties that show it. */
export interface Drifted extends Drift {
  /**
   * The properties whose observed value differs, with that value (the kernel's where it differs, else the file's);
   * undefined: the host has none. Laid over the declared inputs they are what a refresh records.
   */
  inputs: Partial<Record<string, unknown>>;
}

/**
 * Where a host differs from a declaration, files and kernel told apart, one sentence for each difference. An option that
 * the program does not mention must have the kernel's default, or the value `kept` from the bond that was adopted.
 * Link state, counters, the active member and other things that change by themselves are never a difference.
 */
export function drift(desired: Desired, observed: Observed, compared: Compared, kept: OptionValues = {}): Drifted {
  const findings = [...fileFindings(desired, compared, kept), ...kernelFindings(desired, observed, kept)];
  const texts = (place: Finding["in"]) => [
    ...new Set(findings.filter((one) => one.in === place).map((one) => one.text)),
  ];
  return { files: texts("files"), kernel: texts("kernel"), inputs: observedInputs(desired, findings) };
}

/** Files come first in the findings, so that the kernel has the last word. */
function observedInputs(desired: Desired, findings: Finding[]): Drifted["inputs"] {
  const inputs: Drifted["inputs"] = {};
  for (const { shows } of findings) {
    if (shows === undefined) continue;
    const { property, option, value } = shows;
    if (option === undefined) inputs[property] = value;
    else
      inputs[property] = { ...((inputs[property] ?? desired.options) as OptionValues), [option]: value as OptionValue };
  }
  return inputs;
}
