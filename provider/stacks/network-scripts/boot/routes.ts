import { linesOf } from "../../../formats/ifcfg/account-lines";
import { isNumbered, readRouteFile } from "../../../formats/ifcfg/routes";
import { canonical } from "../../../ip/text";
import type { BootRoute } from "../../../model/boot";
import type { Files } from "../../../model/observed";
import { route6Path, routePath } from "../paths";
import { setsNoRoutes } from "../switches";
import type { Interface } from "./interfaces";

const OTHER_TYPES = /^(#|blackhole|unreachable|prohibit|throw|local|broadcast|multicast|nat)/;

/** The main table's routes of a device's route files, whether a declaration could say them or not. */
export function fileRoutes({ device, values }: Interface, files: Files): BootRoute[] {
  if (setsNoRoutes(values)) return [];
  return [routePath(device), route6Path(device)].flatMap((path): BootRoute[] => {
    const text = files[path]?.content ?? "";
    if (!isNumbered(text)) return linesOf(text).flatMap(lineRoute);
    return readRouteFile(text, { device, family: 4, tables: new Map(), reaches: () => true }).routes;
  });
}

function lineRoute(line: string): BootRoute[] {
  const words = line
    .trim()
    .replace(/^unicast\s+/, "")
    .split(/\s+/);
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  const [to = ""] = words;
  const [via, metric, table = "main"] = [after("via"), after("metric"), after("table")];
  if (to === "" || OTHER_TYPES.test(to) || !["main", "254"].includes(table) || words.includes("nexthop")) return [];
  return [{ to, ...(via && { via: canonical(via) }), ...(metric && { metric: Number(metric) }) }];
}
