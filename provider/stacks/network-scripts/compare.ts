import { parseIfcfg } from "../../formats/ifcfg/parse";
import { readResolver } from "../../formats/resolvConf";
import type { Compared, Configuration } from "../../model/configuration";
import type { Desired } from "../../model/desired";
import { fileName, type HostFile, type Observed } from "../../model/observed";
import { tableFiles } from "../../routing/tables";
import { faults } from "./faults";
import { ifcfgPath, NETWORK, RESOLVER, route6Path, routePath, rule6Path, rulePath } from "./paths";
import { renderFiles } from "./render";
import { fileState } from "./state";

/** The one of two files of routes or rules that is there; the first where both are, or none. */
function present(first: string, second: string, { files }: Observed): string {
  return fileName(files[first] === undefined && files[second] !== undefined ? second : first);
}

/** The gateway of all interfaces stands in a file of its own. */
function gatewayPlace(path: string, { files }: Observed): string {
  const here = parseIfcfg(files[path]?.content ?? "").values.GATEWAY !== undefined;
  return fileName(here ? path : NETWORK);
}

/** Properties that stand in another file than the bond's own. */
const placesOf = (device: string, path: string, { aliases }: Configuration, observed: Observed) => ({
  ...(aliases[0] && { addresses: fileName(aliases[0].path) }),
  gateway: gatewayPlace(path, observed),
  routes: present(routePath(device), route6Path(device), observed),
  rules: present(rulePath(device), rule6Path(device), observed),
});

/** A bond's configuration as it is and as it would be written. Comments, order and spelling do not count. */
export function compare(desired: Desired, observed: Observed): Compared {
  const { device } = desired;
  const rendered = renderFiles(desired, observed.files);
  const asFile = (content: string): HostFile => ({ content, mode: "644", owner: "root:root", exact: true });
  const written = Object.fromEntries(Object.entries(rendered).map(([path, content]) => [path, asFile(content)]));
  const now = fileState(observed.files, device, desired);
  const { path = ifcfgPath(device) } = now;
  return {
    now,
    meant: fileState({ ...tableFiles(observed.files), ...written }, device, desired),
    place: fileName(path),
    places: placesOf(device, path, now, observed),
    faults: faults(desired, observed, now, Object.keys(rendered)),
    itemKey: "BONDING_OPTS",
    resolver: { place: fileName(RESOLVER), ...readResolver(observed.files[RESOLVER]?.content ?? "") },
  };
}
