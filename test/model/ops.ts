import type { FileChange, Op } from "../../provider/model/plan";
import type { Host } from "./host";
import { ifdown, ifup, network } from "./scripts";

/** Carries out one op of a plan as the host does: it makes sure of a state and is harmless when that is there already. */
export function perform(host: Host, op: Op, files: () => void): void {
  const { kernel } = host;
  const here = (name: string) => kernel.devices.has(name);
  switch (op[0]) {
    case "files":
      return files();
    case "sysfs":
      return sysfs(host, op[1], op[2], op[3]);
    case "create-bond":
      return here(op[1]) ? undefined : kernel.createBond(op[1]);
    case "delete-bond":
      return here(op[1]) ? kernel.deleteBond(op[1]) : undefined;
    case "attach":
      return attach(host, op[1], op[2]);
    case "detach":
      return kernel.devices.get(op[2])?.master === op[1] ? kernel.release(op[1], op[2]) : undefined;
    case "up":
      return kernel.setUp(op[1], true);
    case "down":
      return here(op[1]) ? kernel.setUp(op[1], false) : undefined;
    case "flush":
      return here(op[1]) ? kernel.flush(op[1]) : undefined;
    case "mtu":
      return kernel.setMtu(op[1], Number(op[2]));
    case "mac":
      return kernel.setMac(op[1], op[2]);
    case "ifup":
      return ifup(host, op[1]);
    case "ifdown":
      return ifdown(host, op[1]);
    case "network":
      return network(host, op[1]);
    default:
      return addressing(host, op);
  }
}

function addressing({ kernel }: Host, op: Op): void {
  if (op[0] === "address-add" && !kernel.device(op[1]).addresses.includes(op[2])) kernel.addAddress(op[1], op[2]);
  if (op[0] === "address-del" && kernel.device(op[1]).addresses.includes(op[2])) kernel.deleteAddress(op[1], op[2]);
  if (op[0] !== "route-add" && op[0] !== "route-del") return;
  const [word, to, via, dev, metric] = op;
  const route = { to, via, dev, ...(metric === "" ? {} : { metric: Number(metric) }) };
  if (word === "route-add") kernel.addRoute(route);
  else kernel.routes.remove(route);
}

/** A write is left out when the file says so already: by its first word, or, for lists, by what is in it. */
function sysfs(host: Host, device: string, option: string, value: string): void {
  const words = (host.kernel.bond(device).files()[option] ?? "").split(/\s+/).filter((word) => word !== "");
  const isThere = /^[+-]/.test(value)
    ? words.includes(value.slice(1)) === value.startsWith("+")
    : (words[0] ?? "") === value;
  if (!isThere) host.kernel.write(device, option, `${value}\n`);
}

function attach({ kernel }: Host, bond: string, member: string): void {
  const device = kernel.device(member);
  if (device.master === bond) return;
  kernel.flush(member);
  kernel.setUp(member, false);
  kernel.enslave(bond, member);
}

/** The ops of a plan with the step each belongs to, and what a cut in between leaves to be undone. */
export interface Running {
  steps: readonly { do: Op[]; undo: Op[] }[];
  files: readonly FileChange[];
  device: string;
}

/** Runs a plan; with `cut`, stops after that many ops and undoes the steps that were begun, newest first. */
export function run(host: Host, plan: Running, cut = Number.POSITIVE_INFINITY): void {
  const before = host.snapshot();
  const begun: Op[][] = [];
  let done = 0;
  for (const step of plan.steps) {
    if (done >= cut) break;
    begun.unshift(step.undo);
    for (const op of step.do) {
      if (done >= cut) break;
      perform(host, op, () => host.swap(plan.device, plan.files));
      done += 1;
    }
  }
  if (done < cut) return;
  for (const op of begun.flat()) perform(host, op, () => host.restore(before));
}
