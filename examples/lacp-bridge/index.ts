import * as pulumi from "@pulumi/pulumi";
import { BondInterface, type ConnectionArgs } from "pulumi-linux-bond";

const config = new pulumi.Config();
const connection = { host: config.require("host"), ...config.getObject<Partial<ConnectionArgs>>("connection") };

// The bond has no address of its own: the VLAN on it is a port of the bridge, and the bridge has the address.
const bond = new BondInterface("bond0", {
  connection,
  mode: "802.3ad",
  members: config.getObject<string[]>("members") ?? ["em2", "em3"],
  options: {
    miimon: 100,
    lacpRate: "fast",
    // By addresses and ports: machines behind one MAC address are spread as well.
    xmitHashPolicy: "layer3+4",
    minLinks: config.getNumber("minLinks") ?? 1,
  },
});

export const state = bond.state;
/** The LACP partner; none where the switch has no LACP on these ports. */
export const partner = bond.state.apply(({ lacp }) => lacp?.partnerMac ?? "none");
