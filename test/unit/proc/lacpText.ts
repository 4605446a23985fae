/** A member as LACP has it. */
export interface Port {
  name: string;
  carrier: boolean;
  aggregator: number;
  /** Port states of both sides; absent: this driver does not print them. */
  states?: readonly [ours: number, theirs: number];
  churned?: readonly ("Actor" | "Partner")[];
}

export const PARTNER = "52:54:00:ff:00:01";

/** What /proc/net/bonding says of a bond with these ports, the aggregator 1 being the active one. */
export function lacpText(ports: readonly Port[], partner = PARTNER): string {
  const inside = ports.filter(({ aggregator }) => aggregator === 1).length;
  return `Ethernet Channel Bonding Driver: v5.14.0

Bonding Mode: IEEE 802.3ad Dynamic link aggregation
Transmit Hash Policy: layer2 (0)
MII Status: up
MII Polling Interval (ms): 100
Up Delay (ms): 0
Down Delay (ms): 0
Peer Notification Delay (ms): 0

802.3ad info
LACP active: on
LACP rate: fast
Min links: 0
Aggregator selection policy (ad_select): stable
System priority: 65535
System MAC address: 52:54:00:00:00:01
Active Aggregator Info:
	Aggregator ID: 1
	Number of ports: ${inside}
	Actor Key: 15
	Partner Key: 1000
	Partner Mac Address: ${partner}
${ports.map(portText).join("")}`;
}

function portText({ name, carrier, aggregator, states, churned = [] }: Port): string {
  const churn = (["Actor", "Partner"] as const).map(
    (side) => `${side} Churn State: ${churned.includes(side) ? "churned" : "none"}`,
  );
  const pdu = (side: string, key: string, state: number) => `details ${side} lacp pdu:
    system priority: 65535
    system mac address: ${PARTNER}
    ${key}: 15
    port priority: 255
    port number: 1
    port state: ${state}
`;
  return `
Slave Interface: ${name}
MII Status: ${carrier ? "up" : "down"}
Speed: 10000 Mbps
Duplex: full
Link Failure Count: 0
Permanent HW addr: 52:54:00:00:00:01
Slave queue ID: 0
Aggregator ID: ${aggregator}
${churn.join("\n")}
Actor Churned Count: 0
Partner Churned Count: 0
${states ? pdu("actor", "port key", states[0]) + pdu("partner", "oper key", states[1]) : ""}`;
}
