import type { BehaviourCase, BondState, MachineState, Played, Step } from "./cases";

/** What play.sh reads for these cases: one word and base64 fields a line, so that no text can be taken for a command. */
export function playInput(cases: BehaviourCase[]): string {
  return cases.flatMap((one) => [line("case", one.id), ...writes(one.files), ...one.steps.flatMap(stepLines)]).join("");
}

/** What was seen, reduced to what the recording speaks about: the options it names, null where the kernel has none. */
export function comparable(recorded: Played, seen: Played, bystanders: string[]): Played {
  const bonds = Object.entries(seen.state.bonds).map(([name, bond]) => [
    name,
    recorded.state.bonds[name] ? onlyNamed(recorded.state.bonds[name], bond) : bond,
  ]);
  const { others, addresses } = seen.state;
  const state: MachineState = {
    ...seen.state,
    bonds: Object.fromEntries(bonds),
    others: without(others, bystanders),
    addresses: without(addresses, bystanders),
  };
  return { rc: seen.rc, state };
}

function onlyNamed(recorded: BondState, seen: BondState): Record<string, unknown> {
  return Object.fromEntries(Object.keys(recorded).map((option) => [option, seen[option] ?? null]));
}

function without<T>(devices: Record<string, T>, names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(devices).filter(([name]) => !names.includes(name)));
}

function stepLines(step: Step): string[] {
  if (typeof step === "string") return [line("run", step)];
  return [...writes(step.write ?? {}), ...(step.remove ?? []).map((name) => line("remove", name))];
}

function writes(files: Record<string, string>): string[] {
  return Object.entries(files).map(([name, text]) => line("write", name, text));
}

function line(word: string, ...fields: string[]): string {
  return `${[word, ...fields.map((field) => Buffer.from(field).toString("base64"))].join(" ")}\n`;
}
