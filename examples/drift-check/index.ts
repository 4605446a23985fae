import * as pulumi from "@pulumi/pulumi";
import { BondInterface, type ConnectionArgs } from "pulumi-linux-bond";

const config = new pulumi.Config();
const connection = { host: config.require("host"), ...config.getObject<Partial<ConnectionArgs>>("connection") };

const bond = new BondInterface("bond0", {
  connection,
  mode: "active-backup",
  members: config.getObject<string[]>("members") ?? ["em1", "em2"],
  options: { miimon: config.getNumber("miimon") ?? 100 },
  addresses: [config.require("address")],
  gateway: config.get("gateway"),
});

/** What differs on the host, as sentences: in its files, which the next boot follows, and in its kernel, which counts now. */
export const drift = bond.drift;
