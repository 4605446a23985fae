import { createHash } from "node:crypto";
import type { Observed } from "../../../provider/model/observed";
import type { Check, FileChange, Op, Plan, Step } from "../../../provider/model/plan";
import { upAgain } from "../../../provider/plan/runtime";
import { type Layout, places } from "./layout";
import { ownAddress } from "./network";
import type { Truth } from "./truth";

/** What a change does to the way in: it leaves it, it moves it to another address, it cuts it, or it fails by itself. */
export const KINDS = [
  "files",
  "live",
  "address",
  "bond-down",
  "moves",
  "cuts",
  "cuts late",
  "step fails",
  "check fails",
] as const;
export type Kind = (typeof KINDS)[number];

/** A change by hand, and what the host is to be like when it is there. */
export interface Change {
  plan: Plan;
  after: (before: Truth) => Truth;
}

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** The bond whose files change: the way in is bond0, or stands on it. */
const bondOf = ({ target }: Layout) => (target === "bond1" ? "bond1" : "bond0");

/** A file that is there, and one that is not. */
const filesOf = (bond: string): [FileChange, FileChange] => {
  const file = (name: string, content: string) =>
    ({ path: `${SCRIPTS}/${name}-${bond}`, content, mode: "644", keepOriginal: true }) as const;
  return [file("ifcfg", `DEVICE=${bond}\n# of the change\n`), file("route", "172.30.0.0/16 via 172.29.0.2")];
};

const step = (title: string, todo: Op[], undo: Op[]): Step => ({ title, disruption: "live", do: todo, undo });
const written = step("new files", [["files"]], [["files"]]);

/** What was asked for first comes back last: the device as it was observed. */
const back = (observed: Observed, device: string): Op[] => [
  ["mtu", device, String(observed.links[device]?.mtu ?? 1500)],
  ...(observed.links[device]?.up ? upAgain(device) : [["recall", device] as const]),
];

const MAC = "02:00:00:00:77:77";

function stepsOf(kind: Kind, layout: Layout, observed: Observed): Step[] {
  const dev = layout.target;
  const { moved, whole } = places(layout);
  const own = ownAddress(layout);
  const mac = observed.links[dev]?.mac ?? "";
  const extra = layout.ipv6 ? "fd78::1/64" : "172.29.0.1/24";
  const route = layout.ipv6 ? (["fd79::/64", "fd78::2"] as const) : (["172.30.0.0/16", "172.29.0.2"] as const);
  const cut = step("the way in goes", [["down", dev]], back(observed, dev));
  switch (kind) {
    case "files":
    case "check fails":
      return [written];
    case "live":
      return [written, step("MTU", [["mtu", dev, "1400"]], [["mtu", dev, "1500"]])];
    case "address":
      return [
        step(
          "an address and a route",
          [
            ["address-add", dev, extra],
            ["route-add", ...route, dev, ""],
          ],
          [
            ["route-del", ...route, dev, ""],
            ["address-del", dev, extra],
          ],
        ),
        written,
      ];
    case "bond-down":
      return [
        written,
        step(
          "down, a MAC and up",
          [["down", dev], ["mac", dev, MAC], ...upAgain(dev)],
          [["down", dev], ["mac", dev, mac], ...back(observed, dev)],
        ),
      ];
    case "moves":
      return [
        written,
        step(
          "another address",
          [
            ["address-add", dev, `${moved}/${whole}`],
            ["address-del", dev, own],
          ],
          [["address-add", dev, own], ["address-del", dev, `${moved}/${whole}`], ...back(observed, dev)],
        ),
      ];
    case "cuts":
      return [written, cut];
    case "cuts late":
      return [
        written,
        step(
          "much to do",
          Array.from({ length: 12 }, () => ["address-add", "em2", "172.16.0.1/24"] as const),
          [],
        ),
        cut,
      ];
    case "step fails":
      return [written, step("what no device can", [["mtu", dev, "9999999"]], [["mtu", dev, "1500"]])];
  }
}

function checksOf(kind: Kind, layout: Layout): Check[] {
  if (kind === "check fails") return [["mtu", layout.target, "1234"]];
  return kind === "live" ? [["mtu", layout.target, "1400"]] : [];
}

const digest = (text: string) => createHash("sha1").update(text).digest("hex");

function filesAfter(bond: string, before: readonly string[]): string[] {
  const [old, fresh] = filesOf(bond);
  const kept =
    before
      .find((line) => line.startsWith(`${old.path} `))
      ?.split(" ")
      .slice(1)
      .join(" ") ?? "";
  const originals = `/var/lib/pulumi-linux-bond/originals/${bond}`;
  const name = (path: string) => path.replaceAll("/", "%");
  return [
    ...before.filter((line) => !line.startsWith(`${old.path} `)),
    ...[old, fresh].map(({ path, content }) => `${path} 644 0:0 ${digest(content ?? "")}`),
    `${originals}/present${name(old.path)} ${kept}`,
    `${originals}/absent${name(fresh.path)} 644 0:0 ${digest("")}`,
  ].sort();
}

function kernelAfter(kind: Kind, layout: Layout, before: readonly string[]): string[] {
  const dev = layout.target;
  const { host, moved, whole } = places(layout);
  const change = (edit: (line: string) => string) => before.map(edit);
  // A bridge has the address of its port.
  const above = layout.management === "br0" ? "br0" : dev;
  const ours = (line: string) =>
    line.startsWith(`link ${dev} `) || (dev === "bond0" && line.startsWith(`link ${above} `));
  switch (kind) {
    case "live":
      return change((line) => (ours(line) ? line.replace(" 1500 ", " 1400 ") : line));
    case "bond-down":
      return change((line) => (ours(line) ? line.replace(/(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/, MAC) : line));
    case "moves":
      return change((line) =>
        line.startsWith(`address ${dev} `)
          ? line.replace(`${host}/`, `${moved}/`).replace(/\/\d+$/, `/${whole}`)
          : line,
      );
    case "address": {
      const added = layout.ipv6
        ? [`address ${dev} inet6 fd78::1/64`, `route -6 fd79::/64 via fd78::2 dev ${dev} metric 1024`]
        : [`address ${dev} inet 172.29.0.1/24`, `route -4 172.30.0.0/16 via 172.29.0.2 dev ${dev}`];
      return [...before, ...added].sort();
    }
    default:
      return [...before];
  }
}

/** The change of a kind on a host as the provider has read it; `slowly`: its checks wait for a link that comes up late. */
export function change(kind: Kind, layout: Layout, observed: Observed, slowly: boolean): Change {
  const verify: Check[] = [...(slowly ? [["carrier", "veth2"] as const] : []), ...checksOf(kind, layout)];
  return {
    plan: { device: bondOf(layout), files: filesOf(bondOf(layout)), steps: stepsOf(kind, layout, observed), verify },
    after: ({ files, kernel }) => ({
      files: filesAfter(bondOf(layout), files),
      kernel: kernelAfter(kind, layout, kernel).sort(),
    }),
  };
}
