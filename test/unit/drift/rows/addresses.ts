import { NETWORK, routePath } from "../../../../provider/stacks/network-scripts/paths";
import { BOND, type DriftRow, file, link, withFile } from "./row";

export const ADDRESS_ROWS: DriftRow[] = [
  {
    name: "the address replaced",
    change: link("bond0", { addresses: ["10.0.0.6/24"] }),
    kernel: ["kernel: bond0: addresses are 10.0.0.6/24, declared 10.0.0.5/24"],
    inputs: { addresses: [] },
  },
  {
    name: "a second address added where the declared ones are to be alone",
    desired: { removeUndeclaredAddresses: true },
    change: link("bond0", { addresses: ["10.0.0.5/24", "10.0.0.6/24"] }),
    kernel: ["kernel: bond0: addresses are 10.0.0.5/24, 10.0.0.6/24, declared 10.0.0.5/24"],
    inputs: { addresses: ["10.0.0.5/24", "10.0.0.6/24"] },
  },
  {
    name: "all addresses flushed",
    change: link("bond0", { addresses: [] }),
    kernel: ["kernel: bond0: addresses are none, declared 10.0.0.5/24"],
    inputs: { addresses: [] },
  },
  {
    name: "the address edited in the file",
    change: file(BOND, "IPADDR=10.0.0.5", "IPADDR=10.0.0.7"),
    files: ["ifcfg-bond0: addresses are 10.0.0.7/24, declared 10.0.0.5/24"],
    inputs: { addresses: ["10.0.0.7/24"] },
  },
  {
    name: "the prefix lost from the file",
    change: file(BOND, /^PREFIX=24\n/m, ""),
    files: ["ifcfg-bond0: addresses are 10.0.0.5/8, declared 10.0.0.5/24"],
    inputs: { addresses: ["10.0.0.5/8"] },
  },
  {
    name: "the default route deleted",
    desired: { gateway: "10.0.0.1" },
    change: (observed) => ({ ...observed, routes: [] }),
    kernel: ["kernel: bond0: gateway is none, declared 10.0.0.1"],
    inputs: { gateway: undefined },
  },
  {
    name: "the default route by another router",
    desired: { gateway: "10.0.0.1" },
    change: (observed) => ({ ...observed, routes: [{ to: "default", via: "10.0.0.254", dev: "bond0" }] }),
    kernel: ["kernel: bond0: gateway is 10.0.0.254, declared 10.0.0.1"],
    inputs: { gateway: "10.0.0.254" },
  },
  {
    name: "GATEWAY edited",
    desired: { gateway: "10.0.0.1" },
    change: file(NETWORK, "GATEWAY=10.0.0.1", "GATEWAY=10.0.0.9"),
    files: ["network: gateway is 10.0.0.9, declared 10.0.0.1"],
    inputs: { gateway: "10.0.0.9" },
  },
  {
    name: "GATEWAY deleted",
    desired: { gateway: "10.0.0.1" },
    change: file(NETWORK, /^GATEWAY=.*\n/m, ""),
    files: ["network: gateway is none, declared 10.0.0.1"],
    inputs: { gateway: undefined },
  },
  {
    name: "the IPv6 default route deleted",
    desired: { addresses: ["10.0.0.5/24", "2001:db8::5/64"], gateway6: "2001:db8::1" },
    change: (observed) => ({ ...observed, routes: [] }),
    kernel: ["kernel: bond0: gateway6 is none, declared 2001:db8::1"],
    inputs: { gateway6: undefined },
  },
  {
    name: "a route deleted",
    desired: {
      routes: [
        { to: "10.9.0.0/16", via: "10.0.0.1" },
        { to: "10.8.0.0/16", via: "10.0.0.1", metric: 5 },
      ],
    },
    change: (observed) => ({ ...observed, routes: observed.routes.filter(({ to }) => to !== "10.8.0.0/16") }),
    kernel: [
      "kernel: bond0: routes are 10.9.0.0/16 via 10.0.0.1, declared 10.9.0.0/16 via 10.0.0.1, 10.8.0.0/16 via 10.0.0.1 metric 5",
    ],
    inputs: { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1" }] },
  },
  {
    name: "a route file that nobody declared",
    change: withFile(routePath("bond0"), "10.7.0.0/16 via 10.0.0.1\n"),
    files: ["route-bond0: routes are 10.7.0.0/16 via 10.0.0.1, declared none"],
    inputs: { routes: [{ to: "10.7.0.0/16", via: "10.0.0.1" }] },
  },
];
