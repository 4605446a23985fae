import { hasFitMode } from "../../compare/mode";
import { isOurText } from "../../formats/ifcfg/account";
import type { Desired } from "../../model/desired";
import type { HostFile, Observed } from "../../model/observed";
import type { FileChange } from "../../model/plan";
import { aliasFiles, isAliasName } from "./aliases";
import { isLiveName, namesMaster } from "./greps";
import { ifcfgPath, interfaceName, RESOLVER, route6Path, routePath, rule6Path, rulePath, SCRIPTS } from "./paths";
import { rivals } from "./rivals";

const MODE = "644";

const routePaths = (name: string) => [routePath(name), route6Path(name)];
const rulePaths = (name: string) => [rulePath(name), rule6Path(name)];

/** Whether a file is part of this bond's own configuration: nothing that delete could usefully put back. */
export function belongs(path: string, file: HostFile, device: string): boolean {
  const own = [ifcfgPath(device), ...routePaths(device)];
  if (rulePaths(device).includes(path)) return isOurText(file.content);
  return own.includes(path) || (isIfcfg(path) && namesMaster(file.content, device));
}

function isIfcfg(path: string): boolean {
  return /\/ifcfg-[^/]+$/.test(path) && isLiveName(path);
}

/** Whether mode and owner are fit for what root's boot runs. The resolver's file may belong to another program. */
function isFit(path: string, file: HostFile): boolean {
  return !path.startsWith("/etc/sysconfig/") || (hasFitMode(file) && file.owner === "root:root");
}

function write(path: string, content: string, { device }: Desired, observed: Observed): FileChange[] {
  const file = observed.files[path];
  const kept = observed.originals[device]?.[path];
  // A new bond's names may be in the resolver's file already: that they are not only ours is to be known later.
  const early = path === RESOLVER && kept === undefined && observed.files[ifcfgPath(device)] === undefined;
  // Bytes that are not UTF-8 in a file that others share are none of ours.
  const same = file?.content === content && (file.exact || !path.startsWith(`${SCRIPTS}/`));
  if (same && isFit(path, file) && !early) return [];
  const first = kept === undefined && (file === undefined || !belongs(path, file, device));
  const mode = file && isFit(path, file) ? file.mode : MODE;
  return [{ path, content, mode, ...(first ? { keepOriginal: true } : {}) }];
}

/**
 * The files of this bond that the declaration has no use for: former members', empty routes, copies of its own file, and,
 * once the bond is the program's (`ours`), any second file for its device, with the routes that go with it.
 */
function stalePaths(
  desired: Desired,
  observed: Observed,
  rendered: Readonly<Record<string, string>>,
  ours: boolean,
): string[] {
  const { device } = desired;
  const own = observed.files[ifcfgPath(device)]?.content;
  const second = rivals(desired, observed).filter((rival) => ours && rival.ours);
  const names = second.filter(({ victim }) => victim === device).map(({ path }) => interfaceName(path));
  const routes = [device, ...names].flatMap((name) => [...routePaths(name), ...rulePaths(name)]);
  return Object.entries(observed.files)
    .filter(([path]) => rendered[path] === undefined)
    .filter(([path, file]) => {
      if (routes.includes(path)) return true;
      if (!isIfcfg(path) || path === ifcfgPath(device) || isAliasName(path)) return false;
      return namesMaster(file.content, device) || file.content === own || second.some((rival) => rival.path === path);
    })
    .map(([path]) => path);
}

/** One file goes: what it said before the bond took it comes back where that is known. */
export function release(path: string, device: string, observed: Observed): FileChange {
  const kept = observed.originals[device]?.[path];
  const gone: FileChange = { path, content: null, mode: MODE };
  return kept === undefined ? gone : { ...gone, restoreOriginal: true };
}

/** Alias and range files: the bond's own file has their addresses, or nobody declares them. What they said is kept. */
function aliasPaths({ device }: Desired, observed: Observed): FileChange[] {
  const there = aliasFiles(observed.files, device).filter(({ addresses }) => addresses.length > 0);
  return there.map(({ path }) => {
    const first = observed.originals[device]?.[path] === undefined;
    return { path, content: null, mode: MODE, ...(first && { keepOriginal: true }) };
  });
}

/** Originals of files that neither the declaration nor a rule above speaks of any more: a former member's. */
function formerPaths(desired: Desired, observed: Observed, rendered: Readonly<Record<string, string>>): string[] {
  const kept = Object.keys(observed.originals[desired.device] ?? {});
  return kept.filter((path) => rendered[path] === undefined && isIfcfg(path) && !isAliasName(path));
}

/**
 * What must change in the files, and only that. `rendered` is every file the declaration needs, by path. The first time
 * a path is taken over, what it said (or that it was not there) is kept; a former member's file comes back.
 */
export function fileChanges(
  desired: Desired,
  observed: Observed,
  rendered: Readonly<Record<string, string>>,
  ours = false,
): FileChange[] {
  const gone = new Set([...stalePaths(desired, observed, rendered, ours), ...formerPaths(desired, observed, rendered)]);
  return [
    ...[...gone].sort().map((path) => release(path, desired.device, observed)),
    ...(desired.dhcp || desired.bridge !== undefined ? [] : aliasPaths(desired, observed)),
    ...Object.entries(rendered).flatMap(([path, content]) => write(path, content, desired, observed)),
  ];
}
