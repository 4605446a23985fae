import type { Observed } from "../model/observed";
import { rows } from "../options/lookup";
import { MODES, type Mode } from "../options/modes";
import type { OptionRow, OptionValue } from "../options/row";
import { fromKernel } from "../options/values";

/** The rows that act in a mode and that the files can carry. */
export function actingRows(mode: Mode): [name: string, row: OptionRow][] {
  return rows().filter(([, row]) => row.modes.includes(mode) && row.notPersistent === undefined);
}

/** The mode of a bond as the kernel has it: `802.3ad 4` is 802.3ad. */
export function kernelMode(text: string | undefined): Mode | undefined {
  return MODES.find((mode) => mode === text?.trim().split(/\s+/)[0]);
}

/** Every option of the bond as the kernel has it, as far as it acts in its mode, exists there and can be read. */
export function kernelOptions(observed: Observed, device: string): Record<string, OptionValue> {
  const options = observed.bonds[device]?.options ?? {};
  const mode = kernelMode(options.mode);
  const found = mode === undefined ? [] : actingRows(mode);
  return Object.fromEntries(
    found.flatMap(([name, row]) => {
      const text = options[row.kernel];
      return text === undefined ? [] : [[name, fromKernel(row, text)]];
    }),
  );
}
