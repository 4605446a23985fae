import type { Desired } from "../../model/desired";
import type { Observed } from "../../model/observed";
import type { Check, FileChange } from "../../model/plan";
import { RESOLVER } from "./paths";

/** The lines of the resolver's file that the declaration answers for. */
export function resolverChecks(desired: Desired, observed: Observed, files: readonly FileChange[]): Check[] {
  if (desired.dhcp) return [];
  const text = files.find(({ path }) => path === RESOLVER)?.content ?? observed.files[RESOLVER]?.content ?? "";
  const search = text
    .split("\n")
    .find(
      (line) => /^search\s/.test(line) && desired.searchDomains.every((domain) => line.split(/\s+/).includes(domain)),
    );
  return [
    ...desired.dns.map((server): Check => ["resolver", `nameserver ${server}`]),
    ...(desired.searchDomains.length > 0 && search ? [["resolver", search] as const] : []),
  ];
}
