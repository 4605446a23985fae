import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { engine } from "../engine/engine";
import { Stack } from "../lab/stack";
import { ROOT } from "../root";
import { BONDED, playBonded } from "../ssh/bonded";
import type { Row } from "./main";

const FORMS = ["class", "plugin"] as const;
type Form = (typeof FORMS)[number];
const COUNTS = [1, 100, 1000];

const EXECUTABLES: Record<Form, string[]> = {
  class: ["node", join(ROOT, "node_modules/@pulumi/pulumi/cmd/dynamic-provider"), "127.0.0.1:1"],
  plugin: [join(ROOT, "provider/plugin/pulumi-resource-linux-bond"), "127.0.0.1:1"],
};

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begin = Date.now();
  await work();
  return (Date.now() - begin) / 1000;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Until the provider prints its port, and the memory it has then. */
async function started(form: Form): Promise<[ms: number, mib: number]> {
  const [program = "", ...words] = EXECUTABLES[form];
  const begin = Date.now();
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"], cwd: ROOT });
  await once(child.stdout, "data");
  const ms = Date.now() - begin;
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
  child.kill();
  await once(child, "close");
  return [ms, Number(kib) / 1024];
}

/** The same programs in both forms; previews of bonds that are not there yet, and one bond on a played host. */
async function measured(form: Form): Promise<Record<string, number>> {
  const starts: [number, number][] = [];
  for (let n = 0; n < 5; n++) starts.push(await started(form));
  const figures: Record<string, number> = {
    "provider start, ms": median(starts.map(([ms]) => ms)),
    "provider memory, MiB": median(starts.map(([, mib]) => mib)),
  };
  const host = await playBonded(1);
  const stack = await Stack.create({ bond0: { ...BONDED, connection: host.connection } });
  try {
    await stack.use(form);
    await stack.up();
    figures["up without a change, s"] = await seconds(() => stack.up());
    figures["state of a bond, bytes"] = JSON.stringify(await stack.recorded("bond0")).length;
    for (const count of COUNTS) {
      const bonds = Array.from({ length: count }, (_, n) => [
        `b${n}`,
        { ...BONDED, device: "bond0", connection: { host: `host${n}.example.net` } },
      ]);
      await stack.declare(Object.fromEntries(bonds));
      figures[`preview of ${count}, s`] = await seconds(() => stack.preview());
    }
  } finally {
    await stack.remove();
    await host.stop();
  }
  return figures;
}

/** The class beside the plugin, in one run: what a preview, an update, a process and a record cost in each form. */
export async function forms(): Promise<Row[]> {
  await engine();
  const [ofClass, ofPlugin] = [await measured("class"), await measured("plugin")];
  return Object.entries(ofClass).map(([what, figure]) => {
    const other = ofPlugin[what] ?? 0;
    const rounded = (value: number) => Math.round(value * 100) / 100;
    return { what, class: rounded(figure), plugin: rounded(other), "plugin / class": rounded(other / figure) };
  });
}
