import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { check, desired } from "../../provider/check";
import { hasUnknown } from "../../provider/check/unknown";
import { parseIfcfg } from "../../provider/formats/ifcfg/parse";
import type { Desired } from "../../provider/model/desired";
import type { HostFile } from "../../provider/model/observed";
import { parseProc } from "../../provider/proc/parse";
import { renderFiles } from "../../provider/stacks/network-scripts/render";
import { fileState } from "../../provider/stacks/network-scripts/state";
import { drawnHost, hostsIn, textsIn } from "../field/hosts";
import { adoptVerdict, importVerdict } from "../field/law";
import { declaration } from "./declarations";
import { type Random, randomNumbers } from "./random";
import { mutation } from "./texts";

const UNIT = join(__dirname, "..", "..", "..", "test", "unit"); // from bin/test/bench

const SHARED = join(UNIT, "..", "..", "..", "shared", "corpus"); // where it lies beside the project

/** What a run of a fuzzer saw. */
export interface Fuzzed {
  runs: number;
  /** What was thrown: no input may do that. */
  crashes: string[];
  /** Inputs in which something was still understood: a fuzzer that only makes noise tests nothing. */
  understood: number;
  /** The longest time of the processor that one input took, in milliseconds: a hang would show here. */
  slowest: number;
}

/** Makes inputs from random numbers and reads them; says whether anything was understood. */
type Subject = () => (random: Random) => boolean;

const readText =
  (folder: string, ending: string, read: (text: string) => boolean): Subject =>
  () => {
    const path = join(UNIT, folder);
    const names = readdirSync(path).filter((name) => name.endsWith(ending) && !name.endsWith(".json"));
    const texts = names.map((name) => readFileSync(join(path, name), "utf8"));
    return (random) => read(mutation(texts, random));
  };

const hostFile = (content: string): HostFile => ({ content, mode: "644", owner: "root:root", exact: true });

function readIfcfg(text: string): boolean {
  fileState({ "/etc/sysconfig/network-scripts/ifcfg-bond0": hostFile(text) }, "bond0");
  return Object.keys(parseIfcfg(text).values).length > 0;
}

/** Whether files say exactly what was declared. */
function comesBack(wanted: Desired): boolean {
  const files = Object.entries(renderFiles(wanted, {})).map(([path, text]) => [path, hostFile(text)]);
  const state = fileState(Object.fromEntries(files), wanted.device);
  const odd = [state.problems, state.deviations, state.unknownOptions].flat();
  const declared = Object.fromEntries(Object.keys(wanted).map((key) => [key, state[key as keyof Desired]]));
  return odd.length === 0 && isDeepStrictEqual(declared, { ...wanted });
}

/** What check accepts can be written to files and read back, and check finds nothing in it to change. */
function readDeclaration(program: Record<string, unknown>): boolean {
  const { inputs, failures } = check(program);
  if (failures.length > 0 || hasUnknown(inputs)) return false;
  if (!comesBack(desired(inputs))) throw new Error(`files lose something of it: ${JSON.stringify(program)}`);
  const again = check(inputs);
  if (again.failures.length > 0 || !isDeepStrictEqual(again.inputs, inputs))
    throw new Error(`check changes what it has passed: ${JSON.stringify(program)}`);
  return true;
}

const SUBJECTS = {
  proc: readText("proc/samples", ".txt", (text) => parseProc(text).bonds.length > 0),
  ifcfg: readText("stacks/network-scripts/samples", "", readIfcfg),
  check: () => (random: Random) => readDeclaration(declaration(random)),
};

/** Reads `runs` inputs with one of the parsers, or with check; the same seed gives the same inputs. */
export function fuzzed(name: keyof typeof SUBJECTS, runs: number, seed: number): Fuzzed {
  const read = SUBJECTS[name]();
  const random = randomNumbers(seed);
  let slowest = 0;
  let understood = 0;
  const crashes: string[] = [];
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    try {
      if (read(random)) understood++;
    } catch (error) {
      crashes.push((error as Error).message);
    }
    slowest = Math.max(slowest, process.cpuUsage(start).user / 1000);
  }
  return { runs, crashes, understood, slowest };
}

/** How take-overs of drawn hosts ended, and what was lost in silence: nothing may be there. */
export interface Judged {
  "taken over": number;
  refused: number;
  lost: string[];
}

/** Draws `runs` hosts of other people's making and takes the bond of each over, by import and by adopt. */
export function judgedHosts(runs: number, seed: number): Judged {
  const hosts = hostsIn([join(UNIT, "..", "field", "samples"), join(SHARED, "field-cases")]);
  const texts = [...textsIn(join(UNIT, "stacks/network-scripts/samples")), ...textsIn(join(SHARED, "ifcfg"))];
  const random = randomNumbers(seed);
  const judged: Judged = { "taken over": 0, refused: 0, lost: [] };
  for (let run = 0; run < runs; run++) {
    const { observed, device, program } = drawnHost(hosts, texts, random);
    for (const { outcome, lost } of [importVerdict(observed, device), adoptVerdict(observed, device, program)]) {
      judged[outcome]++;
      judged.lost.push(...lost.map((text) => `host ${run}: ${text}`));
    }
  }
  return judged;
}
