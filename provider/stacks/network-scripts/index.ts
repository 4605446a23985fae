import type { Desired } from "../../model/desired";
import type { Observed } from "../../model/observed";
import type { Stack, Written } from "../../model/stack";
import { predictBoot } from "./boot/predict";
import { compare } from "./compare";
import { fileChanges } from "./files";
import { giveBack } from "./giveBack";
import { hostRefusals } from "./hostRefusals";
import { unreadable } from "./problems";
import { profiles } from "./profiles";
import { resolverChecks } from "./proof";
import { read } from "./read";
import { refusals } from "./refusals";
import { renderFiles } from "./render";
import { resolverFile } from "./shared";
import { timed } from "./time";
import { touched } from "./touched";

function write(desired: Desired, observed: Observed, ours: boolean, previous?: Desired): Written {
  const { device, dhcp } = desired;
  const rendered = { ...renderFiles(desired, observed.files, previous), ...resolverFile(desired, observed, previous) };
  const files = fileChanges(desired, observed, rendered, ours);
  // A DHCP client writes the resolver's file anew.
  const kept = dhcp ? [] : touched(device, observed, files);
  return { files, touched: kept, proof: resolverChecks(desired, observed, files) };
}

/** The scripts of RHEL 7 and its kin, which read ifcfg files. */
export const NETWORK_SCRIPTS: Stack = {
  name: "network-scripts",
  profiles,
  read,
  compare,
  write,
  giveBack,
  refusals,
  hostRefusals,
  atBoot: predictBoot,
  unreadable,
  timed,
};
