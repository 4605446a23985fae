import * as pulumi from "@pulumi/pulumi";
import { BondInterface } from "pulumi-linux-bond";

const config = new pulumi.Config();

// Both ports send in turn: the mode that lets a single stream use more than one of them.
const bond = new BondInterface("bond0", {
  connection: {
    host: config.require("host"),
    port: config.getNumber("port") ?? 22,
    user: config.get("user") ?? "root",
    privateKeyPath: config.get("privateKeyPath"),
    knownHostsPath: config.get("knownHostsPath"),
  },
  mode: "balance-rr",
  members: config.getObject<string[]>("members") ?? ["em1", "em2"],
  options: { miimon: config.getNumber("miimon") ?? 100 },
  addresses: [config.require("address")],
  gateway: config.get("gateway"),
});

export const proc = bond.proc;
export const state = bond.state;
