import { addressesOf } from "../../../formats/ifcfg/addresses";
import { isIpv6, withinAny } from "../../../ip/text";
import type { BootDevice, BootRoute } from "../../../model/boot";
import type { Files } from "../../../model/observed";
import { aliasFiles } from "../aliases";
import { isFalse } from "../switches";
import { gateway6Of, gatewayOf } from "./gateway";
import type { Interface } from "./interfaces";
import { fileRoutes } from "./routes";
import { type Machine, Start } from "./start";

/**
 * What the next boot brings, by the files alone: every device that one of them configures, in the order in which they
 * come up. Pure; it knows network-scripts, and takes NetworkManager to read the same files the same way.
 */
export function predictBoot(files: Files, machine: Machine): BootDevice[] {
  const start = new Start(files, machine);
  return start.all
    .filter(({ values }) => values.SLAVE !== "yes")
    .map((one) => {
      const down = start.whyDown(one);
      return { name: one.device, file: one.file, ...(down && { down }), ...configuration(one, files) };
    });
}

type Configuration = Omit<BootDevice, "name" | "file" | "down">;

function configuration(one: Interface, files: Files): Configuration {
  const { values, file } = one;
  const unset = { addresses: [], dhcp: false, automatic: false, routes: [] };
  if (values.BRIDGE) {
    const cause = { why: `${file} says BRIDGE=${values.BRIDGE}`, next: `Take BRIDGE out of ${file}` };
    return { ...unset, noGateway: cause, noGateway6: cause };
  }
  const dhcp = values.BOOTPROTO === "dhcp" || values.BOOTPROTO === "bootp";
  const ipv6 = !isFalse(values.IPV6INIT);
  const static4 = dhcp ? [] : addressesOf(values).filter((cidr) => !isIpv6(cidr));
  const static6 = ipv6 ? addressesOf(values).filter(isIpv6) : [];
  const gateway = gatewayOf(one, static4, dhcp);
  const gateway6 = gateway6Of(one, ipv6);
  const aliases = aliasFiles(files, one.device).flatMap((file) => file.addresses.filter((cidr) => !isIpv6(cidr)));
  const addresses = [...static4, ...aliases, ...static6];
  const reached = ({ via }: BootRoute) => via === undefined || dhcp || /^fe80:/i.test(via) || withinAny(via, addresses);
  return {
    addresses,
    dhcp,
    automatic: ipv6 && values.IPV6_AUTOCONF !== "no",
    routes: [...gateway.routes, ...[...gateway6.routes, ...fileRoutes(one, files)].filter(reached)],
    ...(gateway.none && { noGateway: gateway.none }),
    ...(gateway6.none && { noGateway6: gateway6.none }),
  };
}
