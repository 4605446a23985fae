import { isDeepStrictEqual } from "node:util";
import { check, desired } from "../../provider/check";
import { importedBond } from "../../provider/cli/importFile";
import { parseIfcfg } from "../../provider/formats/ifcfg/parse";
import { withinAny } from "../../provider/ip/text";
import type { HostFile, Observed } from "../../provider/model/observed";
import type { FileChange, Plan } from "../../provider/model/plan";
import { ruleLine } from "../../provider/routing/rule";
import { tablesOf } from "../../provider/routing/tables";
import { readRoute, readRule, routeLine } from "../../provider/routing/words";
import { fileState } from "../../provider/stacks/network-scripts/state";
import { adoptionOf } from "../../provider/verbs/compared";
import { prepare } from "../../provider/verbs/prepare";
import { rootFile } from "../unit/observedFixture";

type Files = Record<string, HostFile>;

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
  const lost = [...losses(observed, plan.files, device, inputs, told), ...kernelLosses(plan, observed, device, told)];
  return { outcome: "taken over", lost };
}

/** The program that import prints for a bond; undefined: it is refused. */
export function importedInputs(observed: Observed, device: string): Record<string, unknown> | undefined {
  try {
    return importedBond(observed, CONNECTION, device, device).inputs;
  } catch {
    return undefined;
  }
}

/** Takes the bond of a host over with a program that asks for it. */
export function adoptVerdict(observed: Observed, device: string, program: Record<string, unknown>): Verdict {
  const { inputs, failures } = check({ ...program, device, connection: CONNECTION, adopt: true });
  if (failures.length > 0) return { outcome: "refused", lost: [] };
  const { differences, keep } = adoptionOf(desired(inputs), observed);
  const { plan } = prepare({ ...inputs, kept: keep }, observed);
  if (plan === undefined) return { outcome: "refused", lost: [] };
  const told = JSON.stringify(differences);
  const lost = [...losses(observed, plan.files, device, inputs, told), ...kernelLosses(plan, observed, device, told)];
  return { outcome: "taken over", lost };
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
  const properties = (
    ["addresses", "dhcp", "gateway", "gateway6", "dns", "searchDomains", "routes", "rules", "mtu"] as const
  )
    .filter((name) => was.path !== undefined && isLess(was[name], is[name]))
    .map((name) => `${name} was ${JSON.stringify(was[name])}, is ${JSON.stringify(is[name])}`);
  const keys = [
    ...keyLosses(observed.files, after, was.path, is.path, extra.bond ?? {}),
    ...(inputs.members as string[]).flatMap((name) =>
      keyLosses(observed.files, after, was.memberFiles[name], is.memberFiles[name], extra.members?.[name] ?? {}),
    ),
  ];
  return [...properties, ...keys]
    .filter((text) => !told.includes(text.split(" ")[0] ?? ""))
    .concat(lineLosses(observed.files, after, device));
}

/** Whether a list lacks something, or a single value is another. */
function isLess(was: unknown, is: unknown): boolean {
  if (!Array.isArray(was) || !Array.isArray(is)) return was !== undefined && was !== is;
  return was.some((one) => !is.some((other) => isDeepStrictEqual(one, other)));
}

function filesAfter(files: Files, changes: readonly FileChange[]): Files {
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
  before: Files,
  after: Files,
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

/** Lines of route and rule files that no file says any more, and that a declaration could not, or did not, say. */
function lineLosses(before: Files, after: Files, device: string): string[] {
  const words = (line: string) => line.trim().split(/\s+/).join(" ");
  const now = fileState(after, device);
  const said = [...now.routes.map((route) => routeLine(route, device)), ...now.rules.map(ruleLine)];
  const wasThere = [...routingOf(before, device)];
  return wasThere
    .filter(({ path, entry }) => {
      if (entry.fate !== "kept" && !("stays" in entry)) return false;
      const lines = (after[path]?.content ?? "").split("\n").map(words);
      return !lines.includes(words(entry.text)) && !said.some((line) => means(line, entry.text, path, before));
    })
    .map(({ path, entry }) => `${path.replace(/.*\//, "")} has lost "${entry.text}"`);
}

const routingOf = (files: Files, device: string) =>
  fileState(files, device)
    .accounts.filter(({ role }) => role === "routes" || role === "rules")
    .flatMap(({ path, entries }) => entries.map((entry) => ({ path, entry })));

/** Whether two lines say the same route or rule. */
function means(line: string, other: string, path: string, files: Files): boolean {
  const family = /\/\w+6-/.test(path) ? 6 : 4;
  const read = (text: string) =>
    /\/rule/.test(path)
      ? readRule(text, family, tablesOf(files), "file")
      : readRoute(text, family, tablesOf(files), "file");
  const [one, two] = [read(line), read(other)];
  if (one === undefined || two === undefined) return false;
  return isDeepStrictEqual({ ...one, dev: "" }, { ...two, dev: "" });
}

/** What ops take out of the kernel that no file had declared. */
function kernelLosses({ steps }: Plan, { files, links, dhcp }: Observed, device: string, told: string): string[] {
  const ofClient = dhcp.includes(device) && told.includes("dhcp");
  const lease = ofClient ? links[device]?.addresses.find((cidr) => !cidr.includes(":")) : undefined;
  const { addresses, gateway, gateway6, routes } = fileState(files, device);
  const hops = [gateway, gateway6, ...routes.map(({ via }) => via)];
  const gone = steps.flatMap((step) => step.do).filter(([word]) => /^(address|route|rule)-del$/.test(word));
  return gone
    .filter((op) => {
      if (op[0] === "address-del") return op[2] !== lease && !addresses.includes(op[2]) && !told.includes(op[2]);
      if (op[0] === "rule-del") return true;
      return !hops.includes(op[2] === "" ? undefined : op[2]) && !withinAny(op[2] ?? "", lease ? [lease] : []);
    })
    .map((op) => `the kernel loses ${op.join(" ")}`);
}
