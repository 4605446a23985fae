import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../lab";
import type { BehaviourCase, BondState, Played, Step } from "./cases";
import { parsePlayed } from "./observed";

const PLAY = join(__dirname, "../../../../test/lab/behaviour/play.sh");
const AT = "/run/play.sh";

/**
 * Makes the lab's machine ready to play cases. They play on the machine itself, so that systemd and udev take part as in
 * the recording, by way of the control connection, which needs none of its NICs. Whoever comes next resets the lab.
 */
export async function preparePlayer(lab: Lab): Promise<void> {
  await lab.reset();
  await lab.machine(`cat >${AT} && bash ${AT} prepare`, readFileSync(PLAY, "utf8"));
}

/** Plays one case from its beginning: what became of each of its commands. */
export async function playCase(lab: Lab, one: BehaviourCase): Promise<Played[]> {
  const played = await lab.machine(`bash ${AT}`, playInput(one));
  if (played.code !== 0)
    throw new Error(`Unable to play "${one.id}" in the lab: ${played.stderr}. See npm run lab -- console.`);
  return parsePlayed(played.stdout);
}

/** What play.sh reads for a case: one word and base64 fields a line, so that no text can be taken for a command. */
function playInput(one: BehaviourCase): string {
  return [...writes(one.files), ...one.steps.flatMap(stepLines)].join("");
}

/** What was seen, reduced to what the recording speaks about: the options it names, null where the kernel has none. */
export function comparable(recorded: Played, seen: Played): Played {
  const bonds = Object.entries(seen.state.bonds).map(([name, bond]) => [name, named(recorded.state.bonds[name], bond)]);
  return { rc: seen.rc, state: { ...seen.state, bonds: Object.fromEntries(bonds) } };
}

function named(recorded: BondState | undefined, seen: BondState): Record<string, unknown> {
  return Object.fromEntries(Object.keys(recorded ?? seen).map((option) => [option, seen[option] ?? null]));
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
