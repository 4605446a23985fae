import { addressesIn, gatewayIn } from "../../formats/keyfile/routes";
import { isIpv6 } from "../../ip/text";
import type { BootDevice, BootRoute, Cause } from "../../model/boot";
import { type Files, fileName, type Observed } from "../../model/observed";
import { type Connection, connections, isYes } from "./connections";
import { routesOf } from "./read";

/** What keeps a profile from coming up at boot. */
function whyDown(one: Connection, { stack }: Observed): Cause | undefined {
  const { manager } = stack;
  if (manager?.atBoot === false)
    return { why: "nothing starts NetworkManager at boot", next: "Run `systemctl enable NetworkManager`" };
  if (!one.autoconnect)
    return { why: `${fileName(one.path)} says autoconnect=false`, next: `Take that line out of ${fileName(one.path)}` };
  return undefined;
}

const methodOf = ({ settings }: Connection, family: "ipv4" | "ipv6") => settings.get(`${family}.method`) ?? "auto";

/** The default routes of a profile, with the metric that its kind of device gets where none is said. */
function gateways(one: Connection): BootRoute[] {
  const { settings, type } = one;
  const usual: Readonly<Record<string, number>> = { ethernet: 100, bond: 300, vlan: 400, bridge: 425 };
  return (["ipv4", "ipv6"] as const).flatMap((family): BootRoute[] => {
    if (isYes(settings.get(`${family}.never-default`), false)) return [];
    const said = Number(settings.get(`${family}.route-metric`) ?? -1);
    const metric = said > 0 ? said : (usual[type] ?? 550);
    const via = gatewayIn(settings, family);
    const leased = family === "ipv4" && methodOf(one, family) === "auto";
    return via !== undefined ? [{ to: "default", via, metric }] : leased ? [{ to: "default", metric }] : [];
  });
}

function bootDevice(one: Connection, observed: Observed): BootDevice {
  const down = whyDown(one, observed);
  const file = fileName(one.path);
  const base = { name: one.device ?? "", file, ...(down && { down }) };
  if (one.master !== undefined) {
    const cause = { why: `${file} makes it a port of ${one.master}`, next: `Look at ${one.master}` };
    return { ...base, addresses: [], dhcp: false, automatic: false, routes: [], noGateway: cause, noGateway6: cause };
  }
  const fixed = (family: "ipv4" | "ipv6") =>
    ["disabled", "ignore"].includes(methodOf(one, family)) ? [] : addressesIn(one.settings, family);
  const routes = [
    ...gateways(one),
    ...(["ipv4", "ipv6"] as const)
      .flatMap((family) => routesOf(one, family))
      .filter(({ table, type }) => table === undefined && type === undefined)
      .map(({ to, via, metric }): BootRoute => ({ to, ...(via && { via }), ...(metric && { metric }) })),
  ];
  const has = (ipv6: boolean) => routes.some(({ to, via }) => to === "default" && isIpv6(via ?? "") === ipv6);
  const none = (missing: "gateway" | "gateway6"): Cause => ({
    why: `${file} has no gateway`,
    next: `Declare ${missing}`,
    missing,
  });
  return {
    ...base,
    addresses: [...fixed("ipv4"), ...fixed("ipv6")],
    dhcp: methodOf(one, "ipv4") === "auto",
    automatic: ["auto", "ignore"].includes(methodOf(one, "ipv6")),
    routes,
    ...(!has(false) && { noGateway: none("gateway") }),
    ...(!has(true) && { noGateway6: none("gateway6") }),
  };
}

/** What the next boot brings by the keyfiles: every profile that names its device, but ports of bonds. */
export const predictBoot = (files: Files, observed: Observed): BootDevice[] =>
  connections(files)
    .filter(({ device, masterKind }) => device !== undefined && masterKind !== "bond")
    .map((one) => bootDevice(one, observed));
