import * as pulumi from "@pulumi/pulumi";
import { BondInterface } from "pulumi-linux-bond";

const config = new pulumi.Config();
// Encrypted in the stack's configuration, and in its state.
const password = config.requireSecret("password");

const bond = new BondInterface("bond0", {
  connection: {
    host: config.require("host"),
    port: config.getNumber("port") ?? 22,
    user: config.get("user") ?? "ops",
    password,
    // The user's own password is what sudo asks for.
    sudo: { password },
    hostKey: config.require("hostKey"),
    proxy: {
      host: config.require("bastion"),
      port: config.getNumber("bastionPort") ?? 22,
      user: config.get("bastionUser") ?? "jump",
      privateKeyPath: config.get("bastionKeyPath"),
      knownHostsPath: config.get("knownHostsPath"),
    },
  },
  mode: "active-backup",
  members: config.getObject<string[]>("members") ?? ["em1", "em2"],
  options: { miimon: config.getNumber("miimon") ?? 100 },
  addresses: [config.require("address")],
  gateway: config.get("gateway"),
});

export const activeMember = bond.state.apply(({ activeMember }) => activeMember ?? "none");
