import { type Dialogue, type PlayedHost, playHost, scripted } from "./server.js";

const NIC = (name: string, master = "") =>
  [
    ...["address:52:54:00:00:00:01", "mtu:1500", "flags:0x1003", "carrier:1", "addr_assign_type:0"],
    ...[`uevent:INTERFACE=${name}`, ...(master === "" ? [] : [`master/uevent:INTERFACE=${master}`])],
  ].map((text) => ` /sys/class/net/${name}/${text}`);
const OPTIONS = { mode: "balance-rr 0", slaves: "em1 em2", miimon: "100" };
const BOND = [
  ...Object.entries(OPTIONS).map(([name, value]) => ` /sys/class/net/bond0/bonding/${name}:${value}`),
  ...["address:52:54:00:00:00:01", "mtu:1500", "flags:0x1403", "carrier:1", "uevent:DEVTYPE=bond"].map(
    (text) => ` /sys/class/net/bond0/${text}`,
  ),
];

/** What a host says of itself, without and with the bond. */
const observation = (bonded: boolean) =>
  [
    ...["machine-id 5eed", "kernel 3.10.0", "hostname played", "uid 0", "network-scripts", "network-service enabled"],
    ...["mount / xfs rw", "free 50000", "network-manager absent"],
    ...(bonded
      ? [
          "file 644 root:root 0 /var/lib/pulumi-linux-bond/originals/bond0/absent%etc%sysconfig%network-scripts%ifcfg-bond0",
          ...Object.keys(OPTIONS).map((name) => `option /sys/class/net/bond0/bonding/${name}`),
        ]
      : []),
    ...["sysfs", ...NIC("em1", bonded ? "bond0" : ""), ...NIC("em2", bonded ? "bond0" : ""), ...(bonded ? BOND : [])],
    ...["addresses", "routes4", `digest ${"ab".repeat(32)}`, "end", ""],
  ].join("\n");

/** What a host is asked for: the last word of the script that it gets. */
export type Asked = "observe" | "begin" | "confirm" | "rollback";

/** A host of whose transaction only the promise is played: what arrives whole happens, what nobody confirms goes back. */
export interface PromisingHost extends PlayedHost {
  /** Where it is now. */
  phase: "old" | "applied" | "confirmed";
  /** Everything that it was asked for and that arrived whole, in order. */
  asked: Asked[];
  /** Takes the place of an answer: of the how many-eth question of that kind (from 1), given what is right. */
  lie?: (asked: Asked, count: number, right: string) => string;
  /** The time is up: what is not confirmed goes back. */
  timeIsUp(): void;
}

export async function playPromisingHost(): Promise<PromisingHost> {
  let id = "";
  let offers = 0;
  const confirmed = () => `phase confirmed\nobservation\n${observation(true)}`;
  const answers: Record<Asked, (input: string) => Dialogue> = {
    observe: () => observation(host.phase === "confirmed"),
    begin: (input) => {
      if (host.phase === "applied") return `refused locked ${id} on bond0 by somebody\n`;
      id = /^id (.*)$/m.exec(input)?.[1] ?? "";
      host.phase = "applied";
      return "armed 10 a timer\nphase applying\nstep 1/1 all of it\nphase applied\n";
    },
    confirm: (input) => {
      const [asked, heard] = input.split("\n");
      if (asked !== id || host.phase === "old") return "refused unknown there is no such transaction\n";
      if (host.phase === "confirmed") return confirmed();
      if (heard !== "applied") return "refused pending applied\n";
      const token = `token-${++offers}`;
      const hears = (reply: string | undefined) => {
        if (reply !== `keep ${token}` || host.phase !== "applied") return `refused pending ${host.phase}\n`;
        host.phase = "confirmed";
        return confirmed();
      };
      return { says: `offer ${token}\n`, hears };
    },
    rollback: () => {
      host.phase = "old";
      return "phase rolling-back asked for\nphase rolled-back asked for\n";
    },
  };
  const shell = scripted((script, input) => {
    const asked = /(\w+)\n$/.exec(script)?.[1] as Asked;
    host.asked.push(asked);
    const lie = (right: string) =>
      host.lie?.(asked, host.asked.filter((each) => each === asked).length, right) ?? right;
    const right = answers[asked](input);
    return typeof right === "string" ? lie(right) : { ...right, hears: (reply) => lie(right.hears(reply)) };
  });
  const timeIsUp = () => {
    if (host.phase === "applied") host.phase = "old";
  };
  const host: PromisingHost = Object.assign(await playHost({ shell }), { phase: "old" as const, asked: [], timeIsUp });
  return host;
}
