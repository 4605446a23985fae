import { desiredBond, observedFixture, rootFile } from "../unit/observedFixture";
import { observation } from "./observation";
import { type Play, type PlayedHost, playHost, scripted } from "./server";

/** What a program declares of the bond that {@link playBonded} hosts have. */
export const BONDED = {
  device: "bond0",
  mode: "active-backup",
  members: ["em1", "em2"],
  options: { miimon: 100 },
  addresses: ["10.0.0.5/24"],
};

const FILE = "/etc/sysconfig/network-scripts/ifcfg-bond0";

/**
 * A played host on which this package has made the bond already: every look shows it as declared, with a machine id of
 * the host's own. It understands looks only: nothing can be changed there.
 */
export function playBonded(number: number, play: Play = {}, there: () => boolean = () => true): Promise<PlayedHost> {
  const machineId = (0x5eed0000 + number).toString(16).padStart(32, "0");
  const bonded = observedFixture(desiredBond(), {
    machineId,
    originals: { bond0: { [FILE]: null, "/etc/sysconfig/network": rootFile("NETWORKING=yes\n") } },
  });
  const without = { ...bonded, files: {}, originals: {}, bonds: {}, links: {} };
  const answers = { there: observation(bonded), gone: observation(without) };
  return playHost({ ...play, shell: scripted(() => (there() ? answers.there : answers.gone)) });
}
