import { execFileSync, spawn } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { monitor } from "./qmp";

/** Guest addresses whose SSH port is forwarded to loopback: the machine's (it may move), the rack's and the control channel's. */
export const CONTROL = "10.0.2.30";
const MACHINE = ["10.0.2.15", "10.0.2.16", "10.0.2.17", "10.0.2.18"];
const RACK = Array.from({ length: 24 }, (_, n) => `10.0.2.${41 + n}`);

/** A running guest: its folder (console.log, qmp.sock, disk.qcow2) and the loopback port of each guest address. */
export interface Guest {
  folder: string;
  pid: number;
  ports: Record<string, number>;
}

/** /dev/kvm may be there without working: where the processor shows no such extension, the emulator is used at once. */
const hardware = () => /\b(vmx|svm)\b/.test(readFileSync("/proc/cpuinfo", "utf8"));

function commandLine(image: string, folder: string, snapshot?: string): string[] {
  // Port 0: the kernel gives one that is free at that very moment.
  const forwards = [CONTROL, ...MACHINE, ...RACK].map((address) => `hostfwd=tcp:127.0.0.1:0-${address}:22`);
  const network = ["user", "id=net", "ipv6=off", "dhcpstart=10.0.2.200", ...forwards].join(",");
  return [
    ...["-accel", "kvm", "-accel", "tcg,thread=multi"].slice(hardware() ? 0 : 2),
    ...["-cpu", "max", "-smp", "2", "-m", "768", "-nodefaults", "-display", "none"],
    ...["-kernel", join(image, "vmlinuz"), "-initrd", join(image, "initrd")],
    // norandmaps: emulation translates a program anew at every other address it is loaded to, which triples the cost of a fork.
    // tsc=reliable: the emulated processors share one clock, but the kernel cannot calibrate it and would take an emulated timer.
    ...["-append", "root=/dev/vda rw console=ttyS0 net.ifnames=0 loglevel=5 mitigations=off norandmaps tsc=reliable"],
    ...[
      "-drive",
      `file=${join(folder, "disk.qcow2")},if=none,id=disk,cache=unsafe`,
      "-device",
      "virtio-blk-pci,drive=disk",
    ],
    ...["-netdev", network, "-device", "virtio-net-pci,netdev=net,romfile="],
    ...["-serial", `file:${join(folder, "console.log")}`],
    ...["-qmp", `unix:${join(folder, "qmp.sock")},server=on,wait=off`],
    ...(snapshot === undefined ? [] : ["-loadvm", snapshot]),
  ];
}

/** What a snapshot depends on besides the disk: it can only be restored into the same virtual hardware. */
export const hardwareRecipe = () => [
  ...commandLine("", ""),
  execFileSync("qemu-system-x86_64", ["--version"], { encoding: "utf8" }),
];

/** The loopback port of each guest address, as a QEMU that runs tells. */
async function forwarded(folder: string): Promise<Record<string, number>> {
  const text = await monitor(join(folder, "qmp.sock"), "info usernet");
  const rules = text.matchAll(/TCP\[HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)\s+(\S+)\s+22\s/g);
  return Object.fromEntries([...rules].map(([, port, address]) => [address, Number(port)]));
}

/** Starts QEMU on the disk in `folder`, from power-on or from a snapshot; it goes on when this process ends. */
export async function startGuest(image: string, folder: string, snapshot?: string): Promise<Guest> {
  const log = openSync(join(folder, "qemu.log"), "a");
  const child = spawn("qemu-system-x86_64", commandLine(image, folder, snapshot), {
    detached: true,
    stdio: ["ignore", log, log],
  });
  await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  child.unref();
  const pid = child.pid ?? 0;
  while (!existsSync(join(folder, "qmp.sock"))) {
    if (child.exitCode !== null)
      throw new Error(`Unable to start the lab's guest: ${readFileSync(join(folder, "qemu.log"), "utf8").trim()}`);
    await pause(50);
  }
  const guest = { folder, pid, ports: await forwarded(folder) };
  await writeFile(join(folder, "guest.json"), JSON.stringify(guest));
  return guest;
}

/** Whether it is QEMU that has this number: another process may have got it since, and a zombie has no command line. */
const alive = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("qemu-system");
  } catch {
    return false;
  }
};

/** The guest that runs in `folder`, if one does. */
export async function runningGuest(folder: string): Promise<Guest | undefined> {
  const text = await readFile(join(folder, "guest.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const guest = JSON.parse(text) as Guest;
  return alive(guest.pid) ? guest : undefined;
}

/** Ends a guest as a power cut does, and waits until it is gone. */
export async function killGuest(guest: Guest): Promise<void> {
  if (alive(guest.pid)) process.kill(guest.pid, "SIGKILL");
  while (alive(guest.pid)) await pause(50);
}
