import type { Mode } from "./modes";

/** What the ports of the switch must be set to. */
export type SwitchSetting = "nothing" | "static" | "lacp";

/** The setting in words, as it stands behind "the switch". */
export const SWITCH: Record<SwitchSetting, string> = {
  nothing: "needs no setting",
  static: "needs the ports in one static LAG (EtherChannel, trunk), without LACP",
  lacp: "needs the ports in one LACP group (802.3ad, dynamic LAG)",
};

/** What a mode does, for the person who has to choose one. */
export interface ModeGuide {
  /** What it does, in two sentences. */
  does: string;
  /** Most that one stream (one TCP connection, say) can get of two 1 Gbit ports. */
  oneStream: string;
  /** Most that many streams can get together. */
  manyStreams: string;
  switch: SwitchSetting;
  use: string;
  avoid: string;
  /** What is seen where the switch is set otherwise. */
  wrongSwitch: string;
  /**
   * Which packets two members carry, for the drawing: A and B are streams, the number counts their packets; `-` is a
   * member that stands by.
   */
  sends: readonly [string, string];
  receives: readonly [string, string];
}

/**
 * The seven modes for people. Source of the facts: Linux kernel, Documentation/networking/bonding.rst, sections "Bonding
 * Driver Options" (mode), "Switch Configuration" and "Maximum Throughput".
 */
export const MODE_GUIDE: Record<Mode, ModeGuide> = {
  "balance-rr": {
    does: "Sends one packet over each member in turn. It is the only mode in which one stream uses both ports.",
    oneStream: "up to 2 Gbit/s sent, often less: packets overtake each other and TCP sends them again",
    manyStreams: "2 Gbit/s sent; what is received is distributed by the switch",
    switch: "static",
    use: "One fast stream between two machines that are wired port to port, or that both have such a bond.",
    avoid: "Anything that suffers from packets out of order: TCP takes them for losses and slows down.",
    wrongSwitch:
      "Without a LAG the switch sees one MAC address at two ports by turns: packets are lost, or come back over one port only. With LACP set, about half of the packets are lost.",
    sends: ["A1 A3 B2", "A2 B1 B3"],
    receives: ["A1 A2 A3", "B1 B2 B3"],
  },
  "active-backup": {
    does: "One member carries everything; another takes over when its link fails. Nothing is gained but the safety.",
    oneStream: "1 Gbit/s",
    manyStreams: "1 Gbit/s",
    switch: "nothing",
    use: "Wherever a link must not fail: also over two switches that know nothing of each other.",
    avoid: "Where more than the speed of one port is wanted.",
    wrongSwitch: "With a LAG of any kind the switch also sends to the member that stands by, which drops it.",
    sends: ["A1 A2 B1 B2", "-"],
    receives: ["A1 A2 B1 B2", "-"],
  },
  "balance-xor": {
    does: "Gives each stream one member, chosen by a hash of its addresses (`xmitHashPolicy`). The order of packets stays.",
    oneStream: "1 Gbit/s",
    manyStreams: "2 Gbit/s, when the hash spreads them: `layer3+4` does for many connections",
    switch: "static",
    use: "Many clients, with a switch that has static LAGs and no LACP.",
    avoid: "A switch that has LACP: `802.3ad` does the same and notices a wrong cable or setting.",
    wrongSwitch:
      "Without a LAG the switch sees one MAC address at two ports: packets are lost. With LACP set, the switch may block both ports.",
    sends: ["A1 A2 A3", "B1 B2 B3"],
    receives: ["A1 A2 A3", "B1 B2 B3"],
  },
  broadcast: {
    does: "Sends every packet over every member. Receivers get it as long as one way works.",
    oneStream: "1 Gbit/s",
    manyStreams: "1 Gbit/s",
    switch: "static",
    use: "Two separate networks that carry the same traffic, where not one packet may be lost.",
    avoid: "Everything else: it doubles the traffic and gains no speed.",
    wrongSwitch:
      "On one switch without a LAG every packet arrives twice, and the MAC address seems to move all the time.",
    sends: ["A1 A2 B1", "A1 A2 B1"],
    receives: ["A1 A2 B1", "A1 A2 B1"],
  },
  "802.3ad": {
    does: "Host and switch agree by LACP which ports belong together, and notice when one does not. Each stream gets one member, chosen by a hash (`xmitHashPolicy`).",
    oneStream: "1 Gbit/s: one stream never uses two ports",
    manyStreams: "2 Gbit/s, when the hash spreads them: `layer3+4` does for many connections",
    switch: "lacp",
    use: "A server with many clients and a managed switch: the usual choice.",
    avoid: "An unmanaged switch, two switches that are no stack (MLAG), or the hope that one download gets faster.",
    wrongSwitch: "Without LACP each member is an aggregator of its own, and one member carries everything.",
    sends: ["A1 A2 A3", "B1 B2 B3"],
    receives: ["A1 A2 A3", "B1 B2 B3"],
  },
  "balance-tlb": {
    does: "Sends each stream over the member with the least load. Everything is received over one member.",
    oneStream: "1 Gbit/s",
    manyStreams: "2 Gbit/s sent, 1 Gbit/s received",
    switch: "nothing",
    use: "A server that sends much more than it receives, on an unmanaged switch.",
    avoid: "Hosts in front of a router that receive much.",
    wrongSwitch: "With a LAG of any kind the switch distributes what it sends, and the other member drops its share.",
    sends: ["A1 A2 A3", "B1 B2 B3"],
    receives: ["A1 A2 B1 B2", "-"],
  },
  "balance-alb": {
    does: "As `balance-tlb`, and what is received over IPv4 is shared too: ARP answers give each peer another member's address. Needs drivers that can change the MAC address while the port is up.",
    oneStream: "1 Gbit/s",
    manyStreams:
      "2 Gbit/s with several peers in the same network; all that comes through one router arrives at one port",
    switch: "nothing",
    use: "A media server with some clients in its own network, on an unmanaged switch.",
    avoid:
      "A bridge on the bond (virtual machines, containers): the mode rewrites MAC addresses, and what stands behind the bridge may lose its traffic.",
    wrongSwitch: "With a LAG of any kind the switch sends to members by its own rule, and peers' packets are dropped.",
    sends: ["A1 A2 A3", "B1 B2 B3"],
    receives: ["A1 A2 A3", "B1 B2 B3"],
  },
};

/** For a preview: "the switch needs the ports in one static LAG (...), without LACP". */
export const switchWords = (mode: Mode): string => `the switch ${SWITCH[MODE_GUIDE[mode].switch]}`;
