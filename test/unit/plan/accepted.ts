import { expect } from "chai";
import type { Desired } from "../../../provider/model/desired";
import type { Plan } from "../../../provider/model/plan";
import { optionNamed } from "../../../provider/options/lookup";
import { MODES } from "../../../provider/options/modes";
import { toKernel } from "../../../provider/options/values";
import { ruleWords } from "../../../provider/routing/rule";
import { fileChanges } from "../../../provider/stacks/network-scripts/files";
import { renderFiles } from "../../../provider/stacks/network-scripts/render";
import { resolverFile } from "../../../provider/stacks/network-scripts/shared";
import type { Host } from "../../model/host";
import { observe } from "../../model/observe";
import { planChange } from "../../model/plans";

/** The plan that a caller would make on this host now. */
export function planOn(
  host: Host,
  wanted: Desired,
  previous?: Desired,
  activation: "least" | "restart" = "least",
): Plan {
  const observed = observe(host);
  const rendered = { ...renderFiles(wanted, observed.files, previous), ...resolverFile(wanted, observed, previous) };
  const files = fileChanges(wanted, observed, rendered);
  return planChange(wanted, observed, { activation, files, ...(previous && { previous }) });
}

/** Everything of a host that a person could see, for comparison. */
export function view(host: Host): unknown {
  const { links, bonds, routes, dhcp } = observe(host);
  const byName = <T extends { name: string }>(list: T[]) => list.sort((a, b) => a.name.localeCompare(b.name));
  const seen = Object.values(links).map(({ addresses, ...link }) => ({ ...link, addresses: [...addresses].sort() }));
  const files = [...host.files].map(([path, { content }]) => `${path}\n${content}`).sort();
  return {
    links: byName(seen).map((link) => ({ ...link, mac: macOf(host, link.name, link.mac) })),
    bonds: Object.entries(bonds).map(([name, { members, options }]) => ({
      name,
      members: [...members].sort(),
      options: sorted(options),
    })),
    routes: routes.map((route) => JSON.stringify(route)).sort(),
    dhcp: dhcp.sort(),
    files,
    originals: [...host.originals].map(([device, kept]) => [device, [...kept.keys()].sort()]),
  };
}

/** Every file under bonding/, those of options of other modes too; lists have no order that matters. */
function sorted(options: Record<string, string>): Record<string, string> {
  const lists = ["slaves", "arp_ip_target", "queue_id"];
  const texts = Object.entries(options).map(([name, text]) => [
    name,
    lists.includes(name) ? text.split(" ").sort().join(" ") : text,
  ]);
  return Object.fromEntries(texts);
}

/** What those files would say if the bond had another mode: sysfs does not show some options until then. */
export function inEveryMode(host: Host): unknown {
  const bonds = [...host.kernel.bonds.values()];
  return bonds.flatMap((bond) => MODES.map((mode) => [bond.name, mode, sorted(bond.filesIn(mode))]));
}

/** A bond that follows its active member wears whatever address that has. */
function macOf(host: Host, name: string, mac: string): string {
  const holder = host.kernel.bonds.has(name) ? name : (host.kernel.devices.get(name)?.master ?? name);
  return host.kernel.bonds.get(holder)?.macFollows ? "follows" : mac;
}

/** Judges a host by the model itself, not by what plan thinks of it. */
export function expectAccepted(host: Host, wanted: Desired): void {
  const { kernel } = host;
  const { device } = wanted;
  const bond = kernel.bond(device);
  const link = kernel.device(device);
  const files = bond.files();
  expect(files.mode?.split(" ")[0]).to.equal(wanted.mode);
  expect([...bond.members].sort()).to.deep.equal(wanted.members);
  expect(link.up).to.equal(true);
  for (const [name, value] of Object.entries(wanted.options)) {
    const row = optionNamed(name)?.row;
    if (!row) throw new Error(`no row ${name}`);
    const words = (files[row.kernel] ?? "").split(" ");
    if (Array.isArray(value)) expect(words.sort()).to.deep.equal([...value].sort());
    else expect(words[0], name).to.equal(toKernel(row, value));
  }
  if (!wanted.dhcp) expect([...link.addresses].sort()).to.deep.equal([...wanted.addresses].sort());
  expect(host.dhcp.has(device)).to.equal(wanted.dhcp);
  const hops = kernel.routes.all.filter(({ dev }) => dev === device || dev === "").map(({ to, via }) => `${to} ${via}`);
  const gateways = [wanted.gateway, wanted.gateway6].filter((via) => via !== undefined).map((via) => `default ${via}`);
  expect(hops.sort()).to.deep.equal([...gateways, ...wanted.routes.map(({ to, via }) => `${to} ${via}`)].sort());
  expect(kernel.rules.map(ruleWords).sort()).to.deep.equal(wanted.rules.map(ruleWords).sort());
  if (wanted.mtu) expect(link.mtu).to.equal(wanted.mtu);
  if (wanted.macAddress && !bond.macFollows) expect(link.mac).to.equal(wanted.macAddress);
}
