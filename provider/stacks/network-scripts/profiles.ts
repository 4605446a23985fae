import { addressesOf } from "../../formats/ifcfg/addresses";
import { parseIfcfg } from "../../formats/ifcfg/parse";
import { isIpv6 } from "../../ip/text";
import { dictionary } from "../../model/dictionary";
import type { Files } from "../../model/observed";
import type { Profile, Profiles } from "../../model/stack";
import { isAliasName } from "./aliases";
import { isLiveName, startsAtBoot } from "./greps";
import { interfaceName } from "./paths";
import { isDynamic } from "./switches";

function profileOf(path: string, text: string, values: Record<string, string>): Profile {
  const dhcp = isDynamic(values);
  const isSet = (cidr: string) => !isIpv6(cidr) || /^(y|yes|t|true|1)$/i.test(values.IPV6INIT ?? "");
  return {
    path,
    atBoot: startsAtBoot(text),
    ...(values.MASTER !== undefined && { master: values.MASTER }),
    ...(values.BRIDGE !== undefined && { bridge: values.BRIDGE }),
    addresses: dhcp ? [] : addressesOf(values).filter(isSet),
    dhcp,
  };
}

/** The scripts know a device by its own file; by another that names it, where it has none. */
export function profiles(files: Files): Profiles {
  const paths = Object.keys(files).filter((path) => isLiveName(path) && !isAliasName(path));
  const own: [string, Profile][] = [];
  const named: [string, Profile][] = [];
  for (const path of paths.sort().reverse()) {
    const text = files[path]?.content ?? "";
    const { values } = parseIfcfg(text);
    const profile = profileOf(path, text, values);
    own.push([interfaceName(path), profile]);
    if (values.DEVICE !== undefined) named.push([values.DEVICE, profile]);
  }
  return dictionary([...named, ...own]); // a later one takes the place of an earlier
}
