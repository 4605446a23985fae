import type { Link, Observed } from "../../model/observed";
import type { Asked, Reason } from "../../model/stack";
import { optionNamed } from "../../options/lookup";
import { connections, ofBond } from "./connections";
import { extraRefusals } from "./extraKeys";
import { heldDevices } from "./holds";
import { isKeyfile, isLasting } from "./paths";
import { keptSince } from "./versions";

/** The first version whose own reader can be asked without a connection being made. */
const OLDEST = "1.40";

/** Whether one version is older than another: "1.9" is older than "1.40". */
function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const at = [0, 1].find((index) => (a?.[index] ?? 0) !== (b?.[index] ?? 0));
  return at !== undefined && (a?.[at] ?? 0) < (b?.[at] ?? 0);
}

/** What of the running program keeps it from working for us. */
export function hostRefusals(observed: Observed, devices: readonly string[]): Reason[] {
  const { manager } = observed.stack;
  if (manager === undefined)
    return [{ why: "NetworkManager does not run", next: "Start it, or declare another stack" }];
  if (manager.version === "") return [{ why: "NetworkManager does not answer nmcli", next: "Look at `nmcli general`" }];
  if (isOlder(manager.version, OLDEST)) {
    const next =
      "Update it, or take the NICs out of its hands: NM_CONTROLLED=no in their ifcfg files, for network-scripts";
    return [{ why: `NetworkManager ${manager.version} is older than ${OLDEST}`, next }];
  }
  return [
    ...(manager.checkpoint
      ? [
          {
            why: "another tool has a checkpoint of NetworkManager open, which may undo the change",
            next: "Wait until it is over",
          },
        ]
      : []),
    ...elsewhere(observed, devices),
  ];
}

/** Devices that are up by a profile of another kind: of the ifcfg plugin, of the boot's own, of a package. */
function elsewhere({ stack }: Observed, devices: readonly string[]): Reason[] {
  const { devices: held = [], profiles = [] } = stack.manager ?? {};
  return devices.flatMap((name): Reason[] => {
    const id = held.find((one) => one.name === name)?.id;
    const path = profiles.find((one) => one.id === id)?.path;
    if (id === undefined || path === undefined || isLasting(path)) return [];
    const kind = isKeyfile(path) ? "which does not stay" : "which is no keyfile";
    const next = `Write it as a keyfile first: \`nmcli connection migrate ${id}\`, or \`nmcli connection modify ${id} connection.autoconnect yes\` for one in memory`;
    return [{ why: `NetworkManager holds ${name} by ${path}, ${kind}`, next }];
  });
}

/** Devices that are not in NetworkManager's hands. */
function unheld(observed: Observed, devices: readonly string[]): Reason[] {
  const held = heldDevices(observed, devices);
  const left = devices.filter((name) => observed.links[name] !== undefined && !held.includes(name));
  return left.map((name) => {
    const state = observed.stack.manager?.devices.find((one) => one.name === name)?.state ?? "unknown to it";
    return {
      why: `${name} is ${state} in NetworkManager, which would not act on it`,
      next: `Run \`nmcli device set ${name} managed yes\`, and see what keeps it out: \`nmcli -f GENERAL.REASON device show ${name}\``,
    };
  });
}

/** Profiles for any device: at the next boot one of them may take a member. */
function wildcards({ observed, desired }: Asked): Reason[] {
  const all = connections(observed.files).filter(
    ({ device, type, autoconnect }) => !device && type === "ethernet" && autoconnect,
  );
  const bound = (one: (typeof all)[number]) => one.settings.get("ethernet.mac-address") !== undefined;
  return all
    .filter((one) => !bound(one))
    .map(({ path, id }) => ({
      why: `${path} is a profile for any NIC, and may take ${desired.members.join(" or ")} at the next boot`,
      next: `Give it the name of its NIC: \`nmcli connection modify ${id ?? path} connection.interface-name NIC\``,
    }));
}

/** NICs only: what else could be a member has settings in its profile that make the device. */
function notNics({ observed, desired }: Asked): Reason[] {
  const kinds = (link: Link | undefined) => link !== undefined && !["", "bond", "bridge"].includes(link.kind);
  return desired.members
    .filter((name) => kinds(observed.links[name]) && observed.links[name]?.master !== desired.device)
    .map((name) => ({
      why: `${name} is a ${observed.links[name]?.kind}, and only NICs become members under NetworkManager so far`,
      next: "Name NICs as members",
    }));
}

/** Options that this version drops without a word. */
function dropped({ observed, desired }: Asked): Reason[] {
  const version = observed.stack.manager?.version ?? "";
  return Object.keys(desired.options).flatMap((name) => {
    const row = optionNamed(name)?.row;
    const since = row && keptSince(row.kernel);
    if (row === undefined || since === undefined || !isOlder(version, since)) return [];
    return [
      {
        why: `NetworkManager ${version} does not keep ${row.kernel} (${since} does)`,
        next: `Leave out options.${name}`,
      },
    ];
  });
}

/** Rules without a priority, which NetworkManager does not take. */
const ranked = ({ desired }: Asked): Reason[] =>
  desired.rules.some(({ priority }) => priority === undefined)
    ? [{ why: "NetworkManager takes no rule without a priority", next: "Declare priority for each of rules" }]
    : [];

/** Two stacks for one device: at the next boot both would bring it up. */
function doubled({ observed, desired }: Asked): Reason[] {
  const { networkScripts, networkService } = observed.stack;
  if (!networkScripts || networkService !== "enabled") return [];
  return heldDevices(observed, [desired.device, ...desired.members]).flatMap((name) => {
    const path = `/etc/sysconfig/network-scripts/ifcfg-${name}`;
    if (observed.files[path] === undefined) return [];
    const next = `Leave it to one of them: write NM_CONTROLLED=no there and run \`nmcli device set ${name} managed no\`, or remove that file`;
    return [{ why: `NetworkManager manages ${name}, and network-scripts have ${path} for it`, next }];
  });
}

/** Another profile for the bond, or one for a member that cannot be taken away: at the next boot it may come up instead. */
function second({ observed, desired: { device, members } }: Asked): Reason[] {
  const all = connections(observed.files);
  const { bond, members: ports } = ofBond(all, device);
  const rivals = all
    .filter((one) => one !== bond && !ports.includes(one))
    .filter(({ device: name = "", path }) => name === device || (members.includes(name) && !isLasting(path)));
  return rivals.map(({ path, device: name }) => ({
    why: `${path} is another profile for ${name}`,
    next: "Delete that profile",
  }));
}

/** A NetworkManager that nothing starts would bring nothing up. */
const bootRefusals = ({ observed, desired }: Asked): Reason[] =>
  desired.onBoot && observed.stack.manager?.atBoot === false
    ? [
        {
          why: "nothing starts NetworkManager at boot, so nothing would bring the bond up",
          next: "Run `systemctl enable NetworkManager`, or declare onBoot: false",
        },
      ]
    : [];

/** A profile that goes by its file alone: without an id nothing can be asked of it. */
function nameless({ observed, desired }: Asked): Reason[] {
  const { bond, members } = ofBond(connections(observed.files), desired.device);
  return [bond, ...members]
    .filter((one) => one !== undefined && one.id === undefined)
    .map((one) => ({
      why: `${one?.path} has no uuid`,
      next: "Write the one that `nmcli connection show` has for it into the file",
    }));
}

/** What of NetworkManager and its profiles speaks against a declaration. */
export function refusals(asked: Asked): Reason[] {
  const { observed, desired } = asked;
  const devices = [desired.device, ...desired.members];
  const two = doubled(asked);
  if (two.length > 0) return two;
  const host = hostRefusals(observed, devices);
  return host.length > 0 ? host : [...unheld(observed, devices), ...profileRefusals(asked)];
}

const profileRefusals = (asked: Asked): Reason[] => [
  ...bootRefusals(asked),
  ...second(asked),
  ...wildcards(asked),
  ...notNics(asked),
  ...dropped(asked),
  ...ranked(asked),
  ...nameless(asked),
  ...extraRefusals(asked),
];
