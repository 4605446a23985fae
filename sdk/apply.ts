import type * as pulumi from "@pulumi/pulumi";

/** Where the host is to be found after a change that moves the address SSH uses. */
export interface ReconnectArgs {
  /** Host name or IP address. Default: that of `connection`. */
  host?: pulumi.Input<string>;
  /** TCP port, 1..65535. Default: that of `connection`. */
  port?: pulumi.Input<number>;
}

/** Something the host must still reach after a change; what it does not reach before is not asked of it afterwards. */
export type ProbeArgs =
  | {
      /** Host name or IP address that must answer a ping. */
      ping: pulumi.Input<string>;
    }
  | {
      /** `HOST:PORT` that must accept a TCP connection; an IPv6 address stands in brackets. */
      tcp: pulumi.Input<string>;
    };

/** How a change is made, and what must be true before it is kept. */
export interface ApplyArgs {
  /** Seconds until the host undoes a change that nobody has confirmed over a new SSH connection, 10..3600. Default 120; raised where slow LACP, `updelay`, DHCP, a restart of the network or the addresses that the host's scripts check one by one may take longer. */
  rollbackAfter?: pulumi.Input<number>;
  /** `least` (default) touches only what differs; `restart` restarts the host's network service, as guides do by hand. */
  activation?: pulumi.Input<"least" | "restart">;
  /** Where to connect to confirm a change that moves the management address. Default: where `connection` says. */
  reconnect?: pulumi.Input<ReconnectArgs>;
  /** Allows a change of the device or address through which SSH came in, now or at the next boot. Default false: such a change is refused. */
  allowManagementMove?: pulumi.Input<boolean>;
  /** Whether a change after which LACP has no partner, or lets nothing through a member, fails (true, default) or is kept with a warning (false, for a switch that is set up later). Mode 802.3ad. */
  requirePartner?: pulumi.Input<boolean>;
  /** What the host must still reach, e.g. `[{ ping: "10.0.0.1" }, { tcp: "10.0.0.5:443" }]`. Default none. */
  probes?: pulumi.Input<pulumi.Input<ProbeArgs>[]>;
}
