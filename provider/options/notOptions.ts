/**
 * The files under /sys/class/net/BOND/bonding/ that are not in the option table, by kernel name, and why: each is another
 * property of the resource, or state that the kernel alone decides. With the table they are every file there. Two more are
 * parameters of the driver's module that people look for among the options.
 */
export const NOT_OPTIONS: Readonly<Record<string, string>> = {
  max_bonds: "the module would make that many bonds that nobody declared: leave it out",
  tx_queues: "it is a parameter of the module, for all bonds at once: set it in /etc/modprobe.d",
  mode: "the mode is a property of its own: write `mode` beside `options`",
  slaves: "the members are a property of their own: write `members` beside `options`",
  active_slave:
    "which member is active is state, which the kernel changes at every failover: write `primary` for the member that is to be preferred",
  mii_status: "the bond's carrier is state: read it from the output `state`",
  ad_aggregator: "the active aggregator is state: read it from the output `state`",
  ad_num_ports: "the ports of the active aggregator are state: read them from the output `state`",
  ad_actor_key: "the actor's key is state: the part of it that can be chosen is `adUserPortKey`",
  ad_partner_key: "the partner's key is state: read it from the output `state`",
  ad_partner_mac: "the partner's address is state: read it from the output `state`",
};
