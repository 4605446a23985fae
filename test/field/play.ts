import { check, desired } from "../../provider/check";
import { importedBond } from "../../provider/cli/importFile";
import { programText } from "../../provider/cli/program";
import { isOurText } from "../../provider/formats/ifcfg/account";
import type { Observed } from "../../provider/model/observed";
import { parseProc } from "../../provider/proc/parse";
import { ifcfgPath } from "../../provider/stacks/network-scripts/paths";
import { adoptionOf, driftOf } from "../../provider/verbs/compared";
import { type Prepared, prepare } from "../../provider/verbs/prepare";
import type { Folder } from "./folder";

/** What an operation would do, or why it is refused. */
interface Outcome {
  error?: string;
  /** Every file that would be written (with its text) or deleted (null), by its name. */
  files?: Record<string, string | null>;
  /** One line for each step. */
  steps?: string[];
}

/** What the pure parts say about a folder. */
export interface Played {
  name: string;
  check?: string[];
  import?: { error?: string; program?: string; leftOut?: string[]; notes?: string[]; changes?: string[] };
  /** The first update after that import. */
  update?: Outcome;
  adopt?: Outcome;
  /** What `program.json` finds on the host, when the bond is its own already. */
  drift?: { files: string[]; kernel: string[] };
  /** The next update of a bond that is the program's own already. */
  repair?: Outcome;
  /** Of `proc.txt`. */
  warnings?: string[];
}

const CONNECTION = { host: "host", user: "root" };

/** Plays one folder; nothing is touched, no host is asked. */
export function play({ name, device, observed, program, proc }: Folder): Played {
  const inputs = program && { ...program, device, connection: CONNECTION };
  return {
    name,
    ...(inputs && { check: check(inputs).failures.map(({ property, reason }) => `${property}: ${reason}`) }),
    ...(observed && imported(observed, device)),
    ...(observed && inputs && declared(inputs, observed, device)),
    ...(proc !== undefined && { warnings: procWarnings(proc) }),
  };
}

function imported(observed: Observed, device: string): Pick<Played, "import" | "update"> {
  try {
    const { inputs, outputs, leftOut, notes } = importedBond(observed, CONNECTION, device, device);
    const { files, kernel } = outputs.drift as { files: string[]; kernel: string[] };
    return {
      import: {
        program: programText(CONNECTION, [{ name: device, args: inputs, leftOut }]),
        leftOut: leftOut.map(({ property, reason }) => `${property}: ${reason}`),
        notes,
        changes: [...files, ...kernel],
      },
      update: outcome(prepare(inputs, observed, desired(inputs))),
    };
  } catch (error) {
    return { import: { error: (error as Error).message } };
  }
}

/** A program for a bond of ours is compared with it; for a bond of another hand it asks to adopt it. */
function declared(inputs: Record<string, unknown>, observed: Observed, device: string): Partial<Played> {
  const { inputs: normal, failures } = check(inputs);
  if (failures.length > 0) return {};
  const wanted = desired(normal);
  if (!isOurText(observed.files[ifcfgPath(device)]?.content ?? "")) {
    const { keep } = adoptionOf(wanted, observed);
    return { adopt: outcome(prepare({ ...normal, kept: keep }, observed)) };
  }
  const { files, kernel } = driftOf(wanted, observed);
  return { drift: { files, kernel }, repair: outcome(prepare(normal, observed, wanted)) };
}

function outcome({ reasons, plan }: Prepared): Outcome {
  if (plan === undefined) return { error: reasons.join("\n") };
  const names = plan.files.map(({ path, content }) => [path.slice(path.lastIndexOf("/") + 1), content] as const);
  return { files: Object.fromEntries(names), steps: plan.steps.map(({ title }) => title) };
}

const procWarnings = (text: string): string[] => parseProc(text).bonds.flatMap(({ warnings }) => warnings);
