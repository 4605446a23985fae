import { BondInterface } from "../../sdk";

const connection = { host: "media1.example.net" };
const members = ["em1", "em2"];

/** Never called: the compiler is the test. Each line below an expectation must be refused. */
export function refused() {
  // @ts-expect-error lacpRate has no effect in active-backup
  new BondInterface("b", { connection, members, mode: "active-backup", options: { miimon: 100, lacpRate: "fast" } });
  // @ts-expect-error the same by the kernel's number
  new BondInterface("b", { connection, members, mode: 1, options: { miimon: 100, lacpRate: "fast" } });
  // @ts-expect-error primary has no effect in 802.3ad
  new BondInterface("b", { connection, members, mode: "802.3ad", options: { primary: "em1" } });
  // @ts-expect-error a word that the kernel does not know
  new BondInterface("b", { connection, members, mode: "802.3ad", options: { lacpRate: "quick" } });
  // @ts-expect-error a number that the kernel has no word for
  new BondInterface("b", { connection, members, mode: "802.3ad", options: { lacpRate: 2 } });
  // @ts-expect-error an interval is a number
  new BondInterface("b", { connection, members, mode: "802.3ad", options: { miimon: "100" } });
  // @ts-expect-error targets are a list
  new BondInterface("b", { connection, members, mode: 0, options: { arpInterval: 100, arpIpTarget: "10.0.0.1" } });
  // @ts-expect-error a mode that the kernel does not know
  new BondInterface("b", { connection, members, mode: "active-bakcup" });
  // @ts-expect-error there are seven modes
  new BondInterface("b", { connection, members, mode: 7 });
  // @ts-expect-error the kernel's spelling is not the API's
  new BondInterface("b", { connection, members, mode: "802.3ad", options: { lacp_rate: "fast" } });
  // @ts-expect-error network-scripts cannot set it
  new BondInterface("b", { connection, members, mode: "802.3ad", options: { coupledControl: false } });
  // @ts-expect-error a bond has members
  new BondInterface("b", { connection, mode: "802.3ad" });
  // @ts-expect-error a connection has a host
  new BondInterface("b", { connection: { port: 22 }, members, mode: "802.3ad" });
  // @ts-expect-error an activation is one of two words
  new BondInterface("b", { connection, members, mode: "802.3ad", apply: { activation: "most" } });
}
