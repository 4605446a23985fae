import { isDeepStrictEqual } from "node:util";
import { desired } from "../../provider/check";
import { importedBond } from "../../provider/cli/importFile";
import { parseIfcfg } from "../../provider/ifcfg/parse";
import { fileState } from "../../provider/ifcfg/state";
import type { HostFile, Observed } from "../../provider/model/observed";
import type { FileChange } from "../../provider/model/plan";
import { prepare } from "../../provider/verbs/prepare";
import { rootFile } from "../unit/observedFixture";

const CONNECTION = { host: "host", user: "root" };

/** How a take-over ended, and what it lost without a word: nothing may be there. */
export interface Verdict {
  outcome: "refused" | "taken over";
  lost: string[];
}

/** Imports the bond of a host and makes the first update; judges by the files before and after, not by what was meant. */
export function importVerdict(observed: Observed, device: string): Verdict {
  let imported: ReturnType<typeof importedBond>;
  try {
    imported = importedBond(observed, CONNECTION, device, device);
  } catch {
    return { outcome: "refused", lost: [] };
  }
  const { inputs, leftOut, outputs } = imported;
  const { plan } = prepare(inputs, observed, desired(inputs));
  if (plan === undefined) return { outcome: "refused", lost: [] };
  const told = JSON.stringify([outputs.drift, leftOut]);
  return { outcome: "taken over", lost: losses(observed, plan.files, device, inputs, told) };
}

function losses(
  observed: Observed,
  changes: readonly FileChange[],
  device: string,
  inputs: Record<string, unknown>,
  told: string,
): string[] {
  const after = filesAfter(observed.files, changes);
  const extra = (inputs.extraKeys ?? {}) as { bond?: object; members?: Record<string, object> };
  const [was, is] = [fileState(observed.files, device), fileState(after, device)];
  const properties = (["addresses", "dhcp", "gateway", "gateway6", "dns", "searchDomains", "routes", "mtu"] as const)
    .filter((name) => was.path !== undefined && !isDeepStrictEqual(was[name], is[name]))
    .map((name) => `${name} was ${JSON.stringify(was[name])}, is ${JSON.stringify(is[name])}`);
  const keys = [
    ...keyLosses(observed.files, after, was.path, is.path, extra.bond ?? {}),
    ...(inputs.members as string[]).flatMap((name) =>
      keyLosses(observed.files, after, was.memberFiles[name], is.memberFiles[name], extra.members?.[name] ?? {}),
    ),
  ];
  return [...properties, ...keys]
    .filter((text) => !told.includes(text.split(" ")[0] ?? ""))
    .concat(routeLosses(observed.files, after, device));
}

function filesAfter(files: Record<string, HostFile>, changes: readonly FileChange[]): Record<string, HostFile> {
  const after = { ...files };
  for (const { path, content } of changes)
    if (content === null) delete after[path];
    else after[path] = rootFile(content);
  return after;
}

/** Keys that properties write, by every spelling: judged as properties above. */
const WRITTEN =
  /^(DEVICE|MASTER|SLAVE|BONDING_OPTS|BOOTPROTO|ONBOOT|(IPADDR|PREFIX|NETMASK)\d*|GATEWAY|IPV6ADDR(_SECONDARIES)?|IPV6_DEFAULTGW|MTU|MACADDR|DNS\d|DOMAIN|TYPE|BONDING_MASTER|NM_CONTROLLED|USERCTL|DEVICETYPE|IPV6INIT|IPV6_AUTOCONF)$/;

function keyLosses(
  before: Record<string, HostFile>,
  after: Record<string, HostFile>,
  from: string | undefined,
  to: string | undefined,
  declared: object,
): string[] {
  const text = before[from ?? ""]?.content ?? "";
  const now = parseIfcfg(after[to ?? ""]?.content ?? "").values;
  const { values, problems } = parseIfcfg(text);
  if (text === after[to ?? ""]?.content) return [];
  const gone = Object.entries(values).filter(
    ([key, value]) => value !== "" && !WRITTEN.test(key) && now[key] !== value && !Object.hasOwn(declared, key),
  );
  return [...gone.map(([key]) => `${key} is lost`), ...problems.map(({ line }) => `line ${line} was not read`)];
}

/** Lines of a route file that nothing in it says any more and no route of the declaration either. */
function routeLosses(before: Record<string, HostFile>, after: Record<string, HostFile>, device: string): string[] {
  const path = `/etc/sysconfig/network-scripts/route-${device}`;
  const now = after[path]?.content ?? "";
  const words = (line: string) => line.trim().split(/\s+/).join(" ");
  const lines = (before[path]?.content ?? "")
    .split("\n")
    .map(words)
    .filter((line) => /\b(table|src|nexthop|blackhole)\b/.test(line));
  return lines.filter((line) => !line.startsWith("#") && !now.split("\n").map(words).includes(line));
}
