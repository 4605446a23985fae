import { isDeepStrictEqual } from "node:util";
import { filesAfter } from "../../compare/after";
import type { Desired } from "../../model/desired";
import type { Observed } from "../../model/observed";
import type { Check } from "../../model/plan";
import type { Stack, Written } from "../../model/stack";
import { predictBoot } from "./boot";
import { compare, isManagers } from "./compare";
import { connections, ofBond } from "./connections";
import { fileChanges, renderFiles } from "./files";
import { giveBack } from "./giveBack";
import { RESOLVER } from "./paths";
import { profiles } from "./profiles";
import { read, stateOf } from "./read";
import { hostRefusals, refusals } from "./refusals";
import { FIXED } from "./versions";

/** The bond and its members are up by their profiles, and the resolver has the names. */
function proofOf(desired: Desired, observed: Observed, files: Written["files"]): Check[] {
  const { device, members, dns } = desired;
  const after = profiles(filesAfter(observed, device, files));
  const held = [device, ...members].flatMap((name): Check[] => {
    const id = after[name]?.id;
    return id === undefined ? [] : [["profile", name, id]];
  });
  const names = isManagers(observed.files[RESOLVER]?.content ?? "") ? dns : [];
  return [...held, ...names.map((server): Check => ["resolver", `nameserver ${server}`])];
}

/** What NetworkManager brings into force by going over the running device. */
const APPLIED = [
  "addresses",
  "dhcp",
  "gateway",
  "gateway6",
  "dns",
  "searchDomains",
  "routes",
  "rules",
  "mtu",
] as const satisfies readonly (keyof Desired)[];

/** Whether the profile says something else of those than before. */
function differs({ device }: Desired, observed: Observed, files: Written["files"]): boolean {
  const [now, then] = [observed.files, filesAfter(observed, device, files)].map((all) => stateOf(all, device));
  return !isDeepStrictEqual(
    APPLIED.map((name) => now?.[name]),
    APPLIED.map((name) => then?.[name]),
  );
}

/** NetworkManager gives a running device an MTU only where its profile had a place for one before. */
function renews({ device, mtu }: Desired, { files }: Observed): boolean {
  const { bond } = ofBond(connections(files), device);
  return mtu !== undefined && bond !== undefined && !bond.keyfile.groups.some(({ group }) => group === "ethernet");
}

function write(desired: Desired, observed: Observed, _ours: boolean, previous?: Desired): Written {
  const files = fileChanges(desired, observed, renderFiles(desired, observed, previous));
  return {
    files,
    touched: [],
    proof: proofOf(desired, observed, files),
    reapplies: differs(desired, observed, files),
    renews: renews(desired, observed),
  };
}

/** NetworkManager with profiles in keyfiles. */
export const NETWORK_MANAGER: Stack = {
  name: "networkmanager",
  daemon: { fixed: FIXED },
  profiles,
  read,
  compare,
  write,
  giveBack,
  refusals,
  hostRefusals,
  atBoot: predictBoot,
  unreadable: () => [],
  timed: (plan) => plan,
};
