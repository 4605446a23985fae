import type { Observed } from "../../model/observed";
import type { Reason } from "../../model/stack";

/** NetworkManager and the scripts cannot both own a device. */
function managed({ stack }: Observed, devices: readonly string[]): Reason[] {
  const { networkManager, networkManagerDevices } = stack;
  if (networkManager !== "running") return [];
  const next =
    "Write NM_CONTROLLED=no into its ifcfg file and run `nmcli connection reload`, or stop and disable NetworkManager";
  const found = devices.filter((device) => networkManagerDevices.includes(device));
  return found.map((device) => ({ why: `NetworkManager manages ${device}`, next }));
}

const NO_SCRIPTS: Reason = {
  why: "the host has no network-scripts (/sbin/ifup is missing or only calls NetworkManager)",
  next: "Install the package network-scripts, or let NetworkManager 1.40 or newer manage the NICs",
};

/** What of a host keeps its scripts from these devices. */
export const hostRefusals = (observed: Observed, devices: readonly string[]): Reason[] => [
  ...(observed.stack.networkScripts ? [] : [NO_SCRIPTS]),
  ...managed(observed, devices),
];

/** Files that no service brings up would be forgotten at the next boot. */
export function bootRefusals({ stack }: Observed, onBoot: boolean): Reason[] {
  const { networkService } = stack;
  if (!onBoot || networkService === "enabled") return [];
  const next = "Run `systemctl enable network`, or declare onBoot: false";
  return [{ why: `the network service is ${networkService}, so nothing would bring the bond up at boot`, next }];
}
