import { type Layout, places } from "./layout";

const SCRIPTS = "sysconfig/network-scripts";

const further = (n: number) => [
  `${SCRIPTS}/ifcfg-bond${n}`,
  Buffer.from(`DEVICE=bond${n}\nONBOOT=yes\nBOOTPROTO=none\nIPADDR=172.25.${n}.1\nPREFIX=24\n`),
];

/** Files below /etc that the network scripts know. What is not UTF-8 stands in one of them, as in real life. */
export function hostFiles(layout: Layout): Record<string, Buffer> {
  const { gateway, host, bits } = places(layout);
  const address = layout.ipv6
    ? `IPV6INIT=yes\nIPV6ADDR=${host}/${bits}\nIPV6_DEFAULTGW=${gateway}\n`
    : `IPADDR=${host}\nPREFIX=${bits}\nGATEWAY=${gateway}\n`;
  const latin = Buffer.concat([
    Buffer.from("# caf"),
    Buffer.from([0xe9]),
    Buffer.from("\nDEVICE=em2\nONBOOT=yes\nIPADDR=172.16.0.1\nPREFIX=24\n"),
  ]);
  const resolver = layout.deadResolver ? "nameserver 192.0.2.53\noptions timeout:5\n" : "# nobody to ask\n";
  return {
    "sysconfig/network": Buffer.from("NETWORKING=yes\n"),
    [`${SCRIPTS}/ifcfg-bond0`]: Buffer.from(`DEVICE=bond0\nONBOOT=yes\nBOOTPROTO=none\n${address}`),
    ...Object.fromEntries(Array.from({ length: layout.bonds - 1 }, (_, n) => further(n + 1))),
    [`${SCRIPTS}/ifcfg-em2`]: latin,
    [`${SCRIPTS}/route-em2`]: Buffer.from("172.17.0.0/16 via 172.16.0.2"),
    "resolv.conf": Buffer.from(resolver),
  };
}
