import * as pulumi from "@pulumi/pulumi";
import { BondInterface, type ConnectionArgs, rollout } from "pulumi-linux-bond";

/** A host as the stack's configuration lists it: the name SSH knows it by, and the address its bond gets. */
interface Host {
  name: string;
  address: string;
}

const config = new pulumi.Config();
const hosts = config.requireObject<Host[]>("hosts");
// What all hosts have in common: a user with sudo, a bastion, fewer dials.
const connection = config.getObject<Partial<ConnectionArgs>>("connection") ?? {};

// Where one fails, nobody begins who was not due beside it; the next `pulumi up` goes on from there.
const bonds = rollout(
  hosts,
  ({ name, address }, opts) =>
    new BondInterface(
      name,
      {
        connection: { ...connection, host: name },
        device: "bond0",
        mode: "active-backup",
        members: ["em1", "em2"],
        options: { miimon: config.getNumber("miimon") ?? 100 },
        addresses: [address],
        gateway: config.get("gateway"),
      },
      opts,
    ),
  { canaries: config.getNumber("canaries") ?? 1, atOnce: config.getNumber("atOnce") ?? 5 },
);

/** Hosts that are not as declared, with what differs there. */
export const drifted = pulumi
  .all(bonds.map(({ drift }) => drift))
  .apply((all) =>
    hosts.flatMap(({ name }, at) =>
      [...(all[at]?.files ?? []), ...(all[at]?.kernel ?? [])].map((text) => `${name}: ${text}`),
    ),
  );
