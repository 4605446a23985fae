import * as pulumi from "@pulumi/pulumi";
import { BondInterface, type BondInterfaceArgs } from "../../sdk";

const connection = { host: "media1.example.net" };
const members = ["em1", "em2"];

/** Never called: the compiler is the test. Modes that are written out, each with options of its own. */
export function literalModes() {
  new BondInterface("b", { connection, members, mode: "balance-rr", options: { miimon: 100, packetsPerSlave: 2 } });
  new BondInterface("b", { connection, members, mode: 1, options: { primary: "em1", primaryReselect: "better" } });
  new BondInterface("b", { connection, members, mode: "balance-xor", options: { xmitHashPolicy: "layer3+4" } });
  new BondInterface("b", { connection, members, mode: 3, options: { arpInterval: 100, arpIpTarget: ["10.0.0.1"] } });
  new BondInterface("b", { connection, members, mode: "802.3ad", options: { lacpRate: 1, adSelect: "count" } });
  new BondInterface("b", { connection, members, mode: "balance-tlb", options: { tlbDynamicLb: false } });
  new BondInterface("b", { connection, members, mode: "balance-alb", options: { lpInterval: 2 } });
  new BondInterface("b", { connection, members, mode: "balance-rr" });
}

/** Modes that only the program's run knows: the compiler accepts every option, and check decides. */
export function modesOfTheRun(word: string, number: number, output: pulumi.Output<string>) {
  new BondInterface("b", { connection, members, mode: word, options: { lacpRate: "fast", primary: "em1" } });
  new BondInterface("b", { connection, members, mode: number, options: { lacpRate: "fast", primary: "em1" } });
  new BondInterface("b", { connection, members, mode: output, options: { lacpRate: "fast", primary: "em1" } });
  new BondInterface("b", { connection, members, mode: Promise.resolve(1), options: { lacpRate: "fast" } });
  const either = word === "fast" ? "802.3ad" : "active-backup";
  new BondInterface("b", { connection, members, mode: either, options: { lacpRate: "fast", primary: "em1" } });
  new BondInterface("b", { connection, members, mode: new pulumi.Config().require("mode") });
}

/** Values that are not known yet, at every depth. */
export function outputs(text: pulumi.Output<string>, number: pulumi.Output<number>) {
  new BondInterface("b", {
    connection: { host: text, port: number, proxy: { host: text }, sudo: { password: text } },
    members: [text, "em2"],
    mode: "active-backup",
    options: { miimon: number, primary: text, arpIpTarget: [text] },
    addresses: pulumi.output(["10.0.0.1/24"]),
    routes: [
      { to: text, via: text, metric: number },
      { to: "default", via: text, table: number, source: text, mtu: number, onLink: true },
      { to: text, type: "blackhole" },
    ],
    rules: [{ from: text, to: text, table: number, priority: number, fwmark: number, iif: text }],
    apply: { rollbackAfter: number, probes: [{ ping: text }, { tcp: "10.0.0.5:443" }] },
    extraKeys: { bond: { ZONE: text }, members: { em1: { ETHTOOL_OPTS: text } } },
  });
}

/** Arguments that a function of the program's puts together. */
export function passedOn(args: BondInterfaceArgs, strict: BondInterfaceArgs<"802.3ad">) {
  new BondInterface("b", args);
  new BondInterface("b", { ...args, mtu: 9000 });
  new BondInterface("b", strict);
  const bonds: BondInterface[] = [new BondInterface("b", strict)];
  return bonds;
}
