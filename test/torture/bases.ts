import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { recipe } from "../lab/cache";
import { NOTHING, type Recorded } from "../lab/direct";
import type { Lab } from "../lab/lab";
import { Stack } from "../lab/stack";
import { ROOT } from "../root";
import { settles, type Truth, truth } from "./judge";
import { addressOf, declared, isLacp, PROGRAMS, type Program } from "./programs";

/** A machine as a program says, kept as a snapshot of the guest together with the stack that made it so. */
export interface Base {
  snapshot: string;
  /** The folder of the stack, to be copied. */
  stack: string;
  recorded: Recorded;
  truth: Truth;
}

/** Seconds for changes that shall simply succeed, also on a busy machine. */
export const PATIENT = { rollbackAfter: 120 };

/** The way to the machine when it is as a program says. */
export const wayTo = (lab: Lab, program: Program) => ({
  ...lab.connection(addressOf(program)),
  dialErrorLimit: 2,
  perDialTimeout: 5,
});

/** Where the bases of this guest and of this build of the provider are kept. */
const folderOf = (lab: Lab) => {
  const ours = ["bases.ts", "judge.ts", "programs.ts"].map((file) => join(ROOT, "test", "torture", file));
  return join(lab.folder, `torture-${recipe([join(ROOT, "provider"), ...ours])}`);
};

const slug = (program: Program) => `torture-${Object.keys(PROGRAMS).indexOf(program)}`;

/** The guest brought to a program by the real engine, once; later runs restore the snapshot. */
export async function base(lab: Lab, program: Program): Promise<Base> {
  const folder = join(folderOf(lab), slug(program));
  const facts = join(folder, "base.json");
  if (existsSync(facts)) return JSON.parse(await readFile(facts, "utf8")) as Base;
  await lab.reset();
  if (isLacp(program)) await lab.lacpPartner(true);
  const bond = declared(program, wayTo(lab, program), PATIENT);
  const stack = await Stack.create(bond === undefined ? {} : { bond0: bond });
  await stack.up();
  await settles(lab, 10);
  const resource = await stack.recorded("bond0");
  const recorded = resource ? { id: resource.id, inputs: resource.inputs, props: resource.outputs } : NOTHING;
  const made = { snapshot: slug(program), stack: join(folder, "stack"), recorded, truth: await truth(lab) };
  await lab.control.drop();
  await lab.save(made.snapshot);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(stack.folder, made.stack, { recursive: true, verbatimSymlinks: true });
  await stack.remove();
  await writeFile(facts, JSON.stringify(made));
  return made;
}

/** What a base looks like after a power cut and a boot: only its files are left. */
export async function bootTruth(lab: Lab, program: Program): Promise<Truth> {
  const { snapshot } = await base(lab, program);
  const kept = join(folderOf(lab), slug(program), "boot.json");
  if (existsSync(kept)) return JSON.parse(await readFile(kept, "utf8")) as Truth;
  await lab.reset(snapshot);
  await lab.machine("sync");
  await lab.powerCycle();
  const booted = await truth(lab);
  await writeFile(kept, JSON.stringify(booted));
  return booted;
}
