import { bond, type Round, write } from "../round";

const PROGRAM = bond({ mode: "active-backup", options: { miimon: 100 }, mtu: 1400 });

export const DOWN: Round = {
  program: PROGRAM,
  repair: "live",
  cutOff: true,
  drifts: [
    {
      name: "the bond set down",
      hand: "ip link set bond0 down",
      kernel: ["kernel: bond0: state is down, declared up"],
    },
  ],
};

export const TAKEN: Round = {
  program: PROGRAM,
  repair: "member",
  drifts: [
    {
      name: "a member moved to another bond",
      hand: `ip link add bond9 type bond mode active-backup; ${write("slaves", "-em3")}; ip link set em3 master bond9`,
      kernel: ["kernel: bond0: members are em2, declared em2, em3", "kernel: em3: master is bond9, declared bond0"],
    },
  ],
};

export const BRIDGED: Round = {
  program: PROGRAM,
  repair: "member",
  drifts: [
    {
      name: "a member taken by a bridge",
      hand: `ip link delete bond9 || true; ip link add br9 type bridge; ${write("slaves", "-em3")}; ip link set em3 master br9`,
      kernel: ["kernel: bond0: members are em2, declared em2, em3", "kernel: em3: master is br9, declared bond0"],
    },
  ],
};

export const DELETED: Round = {
  program: PROGRAM,
  repair: "members-released",
  cutOff: true,
  drifts: [
    {
      name: "the bond deleted and a member taken by another",
      hand: "ip link delete bond0; ip link add bond9 type bond mode active-backup; ip link set em2 down; ip link set em2 master bond9",
      kernel: ["kernel: bond0: device is absent, declared a bond", "kernel: em2: master is bond9, declared bond0"],
    },
  ],
};

export const UNLOADED: Round = {
  program: PROGRAM,
  repair: "members-released",
  cutOff: true,
  drifts: [
    {
      name: "the bonding module gone",
      hand: "ip link delete bond9 || true; rmmod bonding; [ ! -e /sys/class/net/bonding_masters ]",
      kernel: ["kernel: bond0: device is absent, declared a bond"],
    },
  ],
};
