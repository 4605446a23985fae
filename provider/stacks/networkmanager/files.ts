import { editKeyfile } from "../../formats/keyfile/edit";
import type { Desired } from "../../model/desired";
import type { HostFile, Observed } from "../../model/observed";
import type { FileChange } from "../../model/plan";
import { isPlain, sameRoute } from "../../routing/route";
import { sameRule } from "../../routing/rule";
import { type Connection, connections, isYes, ofBond } from "./connections";
import { memberPropertyOf, propertyOf } from "./owned";
import { bondPath, isLasting, memberPath } from "./paths";
import { routesOf, rulesOf } from "./read";
import { bondSettings, memberSettings, NEEDED } from "./settings";
import { profileId } from "./uuid";

/** NetworkManager refuses a keyfile that others may read. */
const MODE = "600";

type Pairs = ReturnType<typeof bondSettings>;

/** A profile with its settings changed: what no property writes stays, what a property wrote before and writes no more goes. */
function edited(
  one: Connection | undefined,
  pairs: Pairs,
  name: Pairs,
  owner: (name: string) => string | undefined,
  masterId?: string,
) {
  const changes = new Map(pairs);
  for (const { group, key } of one?.keyfile.settings ?? []) {
    const setting = `${group}.${key}`;
    if (owner(setting) !== undefined && !changes.has(setting) && !/^connection\.(id|uuid)$/.test(setting))
      changes.set(setting, undefined);
  }
  if (one === undefined) return editKeyfile("", new Map([...name, ...changes]), NEEDED);
  return editKeyfile(
    one.file.content,
    withSame(one, changes, masterId),
    changes.get("ethernet.mtu") === undefined ? [] : NEEDED,
  );
}

/** Other spellings of what is meant stay: the words for a master, for yes, for a method that brings nothing. */
function withSame(
  one: Connection,
  changes: Map<string, string | undefined>,
  masterId?: string,
): Map<string, string | undefined> {
  const { settings, master, masterKind } = one;
  const result = new Map(changes);
  const wanted = [changes.get("connection.master"), changes.get("connection.slave-type")];
  const same = wanted[0] === master || (master !== undefined && master === masterId);
  if (same && (master === undefined || wanted[1] === masterKind))
    for (const key of ["master", "slave-type", "controller", "port-type"]) result.delete(`connection.${key}`);
  if (isYes(changes.get("connection.autoconnect"), true) === one.autoconnect) result.delete("connection.autoconnect");
  if (one.type === "ethernet" || one.type === "bond") result.delete("connection.type");
  for (const [name, none] of [
    ["ipv4.method", "disabled"],
    ["ipv6.method", "ignore"],
  ] as const) {
    const now = settings.get(name) ?? "auto";
    const quiet = name === "ipv4.method" ? ["link-local", "disabled"] : ["auto", "ignore", "disabled", "link-local"];
    if (changes.get(name) === none && quiet.includes(now)) result.delete(name);
  }
  return result;
}

/** With the routes and rules of the profile that nobody has declared and that no plain declaration would have made. */
function withKept(desired: Desired, one: Connection | undefined, previous?: Desired): Desired {
  if (one === undefined || desired.bridge !== undefined) return desired;
  const families = ["ipv4", "ipv6"] as const;
  const routes = families
    .flatMap((family) => routesOf(one, family))
    .filter((route) => !isPlain(route))
    .filter((route) => ![...desired.routes, ...(previous?.routes ?? [])].some((known) => sameRoute(known, route)));
  const rules = families
    .flatMap((family) => rulesOf(one, family))
    .filter((rule) => ![...desired.rules, ...(previous?.rules ?? [])].some((known) => sameRule(known, rule)));
  return { ...desired, routes: [...desired.routes, ...routes], rules: [...desired.rules, ...rules] };
}

/** The text of each profile that the declaration needs, by path. A profile that is there keeps its path, name and id. */
export function renderFiles(desired: Desired, observed: Observed, previous?: Desired): Record<string, string> {
  const { device } = desired;
  const { bond, members } = ofBond(connections(observed.files), device);
  const nameOf = (id: string, ...parts: string[]): Pairs => [
    ["connection.id", id],
    ["connection.uuid", profileId(observed.machineId, ...parts)],
  ];
  const own = edited(bond, bondSettings(withKept(desired, bond, previous)), nameOf(device, device), propertyOf);
  const others = desired.members.map((member): [string, string] => {
    const one = members.find((found) => found.device === member);
    const name = nameOf(`${device}-${member}`, device, member);
    const type: Pairs = one === undefined ? [["connection.type", "ethernet"]] : [];
    const text = edited(one, [...type, ...memberSettings(desired, member)], name, memberPropertyOf, bond?.id);
    return [one?.path ?? memberPath(device, member), text];
  });
  return Object.fromEntries([[bond?.path ?? bondPath(device), own], ...others]);
}

const isFit = ({ mode, owner }: HostFile) => owner === "root:root" && /^[0-7]?[0-7]00$/.test(mode);

/** One file goes; what it said before the bond took it comes back where that is known. */
export function release(path: string, device: string, observed: Observed): FileChange {
  const kept = observed.originals[device]?.[path] !== undefined;
  return { path, content: null, mode: MODE, ...(kept && { restoreOriginal: true }) };
}

/** Profiles that would take a declared member for itself: what they said is kept, for the day when it is free again. */
function formerProfiles({ device, members }: Desired, observed: Observed): FileChange[] {
  const own = ofBond(connections(observed.files), device).members.map(({ path }) => path);
  return connections(observed.files)
    .filter((one) => one.device !== undefined && members.includes(one.device) && !own.includes(one.path))
    .filter(({ path }) => isLasting(path))
    .map(({ path }) => {
      const known = observed.originals[device]?.[path] !== undefined;
      return { path, content: null, mode: MODE, ...(!known && { keepOriginal: true }) };
    });
}

/** What must change in the files, and only that. */
export function fileChanges(
  desired: Desired,
  observed: Observed,
  rendered: Readonly<Record<string, string>>,
): FileChange[] {
  const { device, members } = desired;
  const now = ofBond(connections(observed.files), device);
  const left = now.members.filter((one) => !members.includes(one.device ?? "")).map(({ path }) => path);
  const former = formerProfiles(desired, observed);
  const back = Object.entries(observed.originals[device] ?? {}).flatMap(([path, file]) => {
    const needed = rendered[path] !== undefined || left.includes(path) || former.some((one) => one.path === path);
    const nic = file === null ? undefined : connections({ [path]: file })[0]?.device;
    return needed || nic === undefined || members.includes(nic) ? [] : [path];
  });
  return [
    ...[...left, ...back].sort().map((path) => release(path, device, observed)),
    ...former,
    ...Object.entries(rendered).flatMap(([path, content]): FileChange[] => {
      const file = observed.files[path];
      if (file?.content === content && file.exact && isFit(file)) return [];
      const first = file === undefined && observed.originals[device]?.[path] === undefined;
      return [{ path, content, mode: MODE, ...(first && { keepOriginal: true }) }];
    }),
  ];
}
