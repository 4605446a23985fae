import type { KernelRule } from "../../provider/model/observed";
import type { Check, DaemonOp, FileChange, Op } from "../../provider/model/plan";
import { ZERO_MAC } from "../../provider/options/values";
import { RECALL_ALL } from "../../provider/plan/runtime";
import { agrees } from "../../provider/routing/rule";
import type { Host } from "./host";
import { recall, remember } from "./recall";
import { ifdown, ifup, network } from "./scripts";
import { routeOf, ruleOf } from "./words";

type Words = readonly string[];

/** What each op does, with its words after the first. */
const ACTIONS: Record<Exclude<Op[0], "files" | DaemonOp[0]>, (host: Host, words: Words) => void> = {
  sysfs: (host, [device = "", option = "", value = ""]) => sysfs(host, device, option, value),
  "create-bond": ({ kernel }, [bond = ""]) => kernel.devices.has(bond) || kernel.createBond(bond),
  "delete-bond": ({ kernel }, [bond = ""]) => kernel.devices.has(bond) && kernel.deleteBond(bond),
  attach: (host, [bond = "", member = ""]) => attach(host, bond, member),
  detach: (host, [bond = "", member = ""]) => detach(host, bond, member),
  up: ({ kernel }, [name = ""]) => kernel.setUp(name, true),
  down: ({ kernel }, [name = ""]) => kernel.devices.has(name) && kernel.setUp(name, false),
  flush: ({ kernel }, [name = ""]) => kernel.devices.has(name) && kernel.flush(name),
  "address-add": ({ kernel }, [name = "", cidr = ""]) =>
    kernel.device(name).addresses.includes(cidr) || kernel.addAddress(name, cidr),
  "address-del": ({ kernel }, [name = "", cidr = ""]) =>
    kernel.device(name).addresses.includes(cidr) && kernel.deleteAddress(name, cidr),
  "route-add": ({ kernel }, words) => kernel.addRoute(routeOf(words)),
  "route-del": ({ kernel }, words) => kernel.routes.remove(routeOf(words)),
  "rule-add": ({ kernel }, words) => {
    if (!hasRule(kernel, ruleOf(words))) kernel.addRule(ruleOf(words));
  },
  "rule-del": ({ kernel }, words) => {
    if (hasRule(kernel, ruleOf(words))) kernel.deleteRule(ruleOf(words));
  },
  recall: (host, [name = ""]) => recall(host, name),
  mtu: ({ kernel }, [name = "", mtu]) => kernel.setMtu(name, Number(mtu)),
  mac: ({ kernel }, [name = "", mac = ""]) => kernel.setMac(name, mac),
  ifup: (host, [name = ""]) => ifup(host, name),
  ifdown: (host, [name = ""]) => ifdown(host, name),
  network: (host, [action = ""]) => network(host, action),
};

const hasRule = ({ rules }: Host["kernel"], wanted: KernelRule) =>
  rules.some((have) => have.family === wanted.family && agrees(have, wanted));

/** Carries out one op of a plan as the host does: it makes sure of a state and is harmless when that is there already. */
function perform(host: Host, op: Op, files: () => void): void {
  const [word, ...words] = op;
  if (word === "files") files();
  else ACTIONS[word as keyof typeof ACTIONS](host, words);
}

/** A write is left out when the file says so already: by its first word, or, for lists, by what is in it. Nothing is always written. */
function sysfs(host: Host, device: string, option: string, value: string): void {
  const words = (host.kernel.bond(device).files()[option] ?? "").split(/\s+/).filter((word) => word !== "");
  const isThere = /^[+-]/.test(value) ? words.includes(value.slice(1)) === value.startsWith("+") : words[0] === value;
  if (isThere) return;
  const write = (text: string) => host.kernel.write(device, option, `${text}\n`);
  try {
    write(value);
  } catch (refusal) {
    if (value !== ZERO_MAC) throw refusal;
    write(host.kernel.device(device).mac);
  }
}

function detach({ kernel }: Host, bond: string, member: string): void {
  const device = kernel.devices.get(member);
  if (device?.master !== bond) return;
  if (kernel.bonds.has(bond)) kernel.release(bond, member);
  else delete device.master;
}

function attach({ kernel }: Host, bond: string, member: string): void {
  const device = kernel.device(member);
  if (device.master === bond) return;
  if (!kernel.bonds.has(bond)) {
    device.master = kernel.device(bond).name; // a bridge
    return;
  }
  if (device.up) {
    kernel.flush(member);
    kernel.setUp(member, false);
  }
  kernel.enslave(bond, member);
}

/** The ops of a plan with the step each belongs to, and what a cut in between leaves to be undone. */
export interface Running {
  steps: readonly { do: Op[]; undo: Op[] }[];
  verify?: readonly Check[];
  files: readonly FileChange[];
  device: string;
}

/** Runs a plan; with `cut`, stops after that many ops and undoes the steps that were begun, newest first. */
export function run(host: Host, plan: Running, cut = Number.POSITIVE_INFINITY): void {
  const before = host.snapshot();
  host.memory = remember(host, plan);
  const begun: Op[][] = [];
  let done = 0;
  for (const step of plan.steps) {
    if (done >= cut) break;
    begun.unshift(step.undo);
    for (const op of step.do) {
      if (done >= cut) break;
      perform(host, op, () => host.swap(plan.device, plan.files, before.files));
      done += 1;
    }
  }
  if (done < cut) return;
  host.memory = { ...host.memory, back: true };
  for (const op of [...begun.flat(), RECALL_ALL]) perform(host, op, () => host.restore(before));
}
