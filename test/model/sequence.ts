import fc from "fast-check";
import { CHOICES } from "./choices";
import { Kernel } from "./kernel";
import { Refusal } from "./refusal";

/** One thing done to the driver: a write below /sys/class/net, a device set up or down, a MAC address set. */
export type Action =
  | readonly ["write", path: string, text: string]
  | readonly ["up" | "down", device: string]
  | readonly ["mac", device: string, mac: string]
  | readonly ["look"];

const LOOK_EVERY = 5;
const BONDS = ["bond0", "bond0", "bond0", "bond1"];
const NICS = ["em1", "em2", "em3"];
const RAW: Record<string, string[]> = {
  arp_ip_target: [
    "+10.0.0.1",
    "+10.0.0.2",
    "-10.0.0.1",
    "-10.0.0.9",
    "+0.0.0.0",
    "+255.255.255.255",
    "10.0.0.1",
    "+x",
    "",
  ],
  primary: ["em1", "em2", "em9", ""],
  queue_id: ["em1:1", "em2:1", "em2:0", "em1:16", "em1:17", "em1", "em9:1", ":1"],
  ad_actor_system: ["02:00:00:00:00:01", "01:00:00:00:00:01", "00:00:00:00:00:00", "nonsense", ""],
  slaves: ["+em1", "+em2", "+em3", "-em1", "-em2", "-em3", "+em9", "-em9", "em1", "+"],
};

/** Texts for an option of words and numbers: its words, numbers in, at and beyond its bounds, and what is none of them. */
function texts(name: string): fc.Arbitrary<string> {
  const { words, least = 0, most = 0 } = CHOICES[name] ?? { words: {} };
  const known = Object.keys(words).filter((word) => !(word === "maxval" && /miimon|interval|delay/.test(name)));
  const numbers = [...Object.values(words), least, 1, 2, 50, 100, 250].filter((number) => number <= 100000).map(String);
  const bounds = most > 100000 ? [] : [String(most), String(most + 1)];
  const odd = ["default", "", " 1", "1 2", "-1", "+1", "0x1", "nonsense", "1\tx"];
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known, ...numbers) },
    { weight: 1, arbitrary: fc.constantFrom(...bounds, ...odd) },
  );
}

const bond = fc.constantFrom(...BONDS);
const write = (device: string, option: string, text: string): Action => ["write", `${device}/bonding/${option}`, text];

const optionWrite = fc
  .tuple(bond, fc.constantFrom(...Object.keys(CHOICES), "num_unsol_na"))
  .chain(([device, option]) =>
    texts(option === "num_unsol_na" ? "num_grat_arp" : option).map((text) => write(device, option, text)),
  );

const rawWrite = fc
  .tuple(bond, fc.constantFrom(...Object.keys(RAW), "slaves", "slaves"))
  .chain(([device, option]) => fc.constantFrom(...(RAW[option] ?? [])).map((text) => write(device, option, text)));

const masters = fc
  .constantFrom("+bond0", "+bond1", "-bond0", "-bond1", "bond0", "-bond9")
  .map((text): Action => ["write", "bonding_masters", text]);

const upDown = fc
  .tuple(fc.constantFrom("up" as const, "down" as const), fc.constantFrom("bond0", "bond0", "bond1", ...NICS))
  .map(([word, device]): Action => [word, device]);

const mtu = fc
  .tuple(fc.constantFrom("bond0", "bond1", ...NICS), fc.constantFrom("1400", "1500", "9000", "20"))
  .map(([device, size]): Action => ["write", `${device}/mtu`, size]);

const macs = ["02:00:00:00:00:aa", "02:00:00:00:00:bb", "01:00:00:00:00:cc", "00:00:00:00:00:00"];
const mac = fc.tuple(bond, fc.constantFrom(...macs)).map(([device, address]): Action => ["mac", device, address]);

const mode = fc
  .tuple(bond, fc.constantFrom("0", "1", "2", "3", "4", "5", "6"))
  .map(([device, text]) => write(device, "mode", text));

const action = fc.oneof(
  { weight: 8, arbitrary: optionWrite },
  { weight: 6, arbitrary: rawWrite },
  { weight: 3, arbitrary: upDown },
  { weight: 2, arbitrary: mode },
  { weight: 1, arbitrary: masters },
  { weight: 1, arbitrary: mtu },
  { weight: 1, arbitrary: mac },
);

/** Sequences that begin with a bond; the same seed gives the same ones. */
export function sequences(count: number, length: number, seed: number): Action[][] {
  const one = fc.array(action, { minLength: length - 1, maxLength: length - 1 });
  const begin: Action = ["write", "bonding_masters", "+bond0"];
  return fc.sample(one, { numRuns: count, seed }).map((rest) => withLooks([begin, ...rest]));
}

/** Looking costs more than acting: after every few actions, and at the end. */
function withLooks(actions: readonly Action[]): Action[] {
  const due = (at: number) => at % LOOK_EVERY === LOOK_EVERY - 1 || at === actions.length - 1;
  return actions.flatMap((one, at): Action[] => (due(at) ? [one, ["look"]] : [one]));
}

/** What an action ended with ("" when it was accepted) and every file that was looked at afterwards. */
export interface Seen {
  errno: string;
  files: Record<string, string>;
}

/** A kernel with the three NICs that every sequence starts with. */
function freshKernel(): Kernel {
  const kernel = new Kernel();
  for (const number of [1, 2, 3]) kernel.addNic(`em${number}`, `52:54:00:00:00:0${number}`);
  return kernel;
}

function carryOut(kernel: Kernel, [word, target = "", text = ""]: Action): void {
  if (word === "look") return;
  const bySysfs = word === "up" || word === "down";
  if (bySysfs && !kernel.devices.has(target)) throw new Refusal("ENOENT", target);
  if (bySysfs) kernel.setUp(target, word === "up");
  else if (word === "mac") kernel.setMac(target, text);
  else writeFile(kernel, target, text);
}

function writeFile(kernel: Kernel, path: string, text: string): void {
  const [device = "", option, name = ""] = path.split("/");
  if (device === "bonding_masters") writeMasters(kernel, text);
  else if (!kernel.devices.has(device)) throw new Refusal("ENOENT", path);
  else if (option === "mtu") kernel.setMtu(device, Number(text));
  else kernel.write(device, name, `${text}\n`);
}

function writeMasters(kernel: Kernel, text: string): void {
  if (!/^[+-]/.test(text)) throw new Refusal("EPERM", `bonding_masters ${text}`);
  if (text.startsWith("+")) kernel.createBond(text.slice(1));
  else if (kernel.bonds.has(text.slice(1))) kernel.deleteBond(text.slice(1));
  else throw new Refusal("ENODEV", text);
}

/** Plays one sequence on the model. Addresses that depend on chance or on the active member are left out. */
export function playOnModel(actions: readonly Action[]): Seen[] {
  const kernel = freshKernel();
  return actions.map((one) => {
    try {
      carryOut(kernel, one);
      return { errno: "", files: one[0] === "look" ? filesOf(kernel) : {} };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { errno: error.errno, files: {} };
    }
  });
}

function filesOf(kernel: Kernel): Record<string, string> {
  const bonds = [...kernel.bonds.values()].flatMap((one) =>
    Object.entries(one.files()).map(([option, text]) => [`${one.name}/bonding/${option}`, text]),
  );
  const devices = [...kernel.devices.values()].flatMap((device) => {
    const holder = kernel.bonds.get(device.master ?? device.name);
    const moving = device.randomMac || holder?.macFollows || (device.master && (holder?.mode ?? 0) >= 5);
    return [
      [`${device.name}/mtu`, String(device.mtu)],
      [`${device.name}/up`, String(device.up)],
      ...(moving ? [] : [[`${device.name}/address`, device.mac]]),
    ];
  });
  return Object.fromEntries([...bonds, ...devices]);
}
