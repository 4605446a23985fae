import type { Desired } from "../../../provider/model/desired";
import type { Observed } from "../../../provider/model/observed";
import { declaration } from "../../model/declaration";
import { Host } from "../../model/host";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { planOn } from "./accepted";

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** The guide's media server: two NICs in balance-rr. */
export const guide = (change: Partial<Desired> = {}): Desired =>
  declaration({ addresses: ["192.168.50.10/24"], gateway: "192.168.50.1", ...change });

/** A host whose em1 is up by its file with the address that the bond takes over. */
export function guideHost(release?: string): Host {
  const host = Host.fresh(release);
  host.put("/etc/sysconfig/network", "NETWORKING=yes\nGATEWAY=192.168.50.1\n");
  host.put(`${SCRIPTS}/ifcfg-em1`, "DEVICE=em1\nONBOOT=yes\nIPADDR=192.168.50.10\nPREFIX=24\n");
  host.kernel.setUp("em1", true);
  host.kernel.addAddress("em1", "192.168.50.10/24");
  host.kernel.addRoute({ to: "default", via: "192.168.50.1", dev: "em1" });
  return host;
}

/** That host with a bond on it already. */
export function bonded(wanted: Desired = guide()): Host {
  const host = guideHost();
  run(host, planOn(host, wanted));
  return host;
}

/** What SSH over the given address and device would see of a host. */
export function overSsh(host: Host, address: string, device: string): Observed {
  return { ...observe(host), ssh: { client: "192.168.50.99", address, device } };
}
