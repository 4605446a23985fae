import { ifcfgPath } from "../../../../provider/stacks/network-scripts/paths";
import { all, type DriftRow, file, free, link, members, withFile, without } from "./row";

export const MEMBER_ROWS: DriftRow[] = [
  {
    name: "a member taken out",
    change: all(members("em1"), free("em2")),
    kernel: ["kernel: bond0: members are em1, declared em1, em2"],
    inputs: { members: ["em1"] },
  },
  {
    name: "a member added",
    change: all(members("em1", "em2", "em3"), link("em3", { master: "bond0" })),
    kernel: ["kernel: bond0: members are em1, em2, em3, declared em1, em2"],
    inputs: { members: ["em1", "em2", "em3"] },
  },
  {
    name: "a member moved to another bond",
    change: all(members("em1"), link("em2", { master: "bond1" })),
    kernel: ["kernel: bond0: members are em1, declared em1, em2", "kernel: em2: master is bond1, declared bond0"],
    inputs: { members: ["em1"] },
  },
  {
    name: "a member gone from the host",
    change: all(members("em1"), (observed) => {
      const { em2: _, ...links } = observed.links;
      return { ...observed, links };
    }),
    kernel: [
      "kernel: bond0: members are em1, declared em1, em2",
      "kernel: em2: device is absent, declared a member of bond0",
    ],
    inputs: { members: ["em1"] },
  },
  {
    name: "a member set down",
    change: link("em2", { up: false, carrier: false }),
    kernel: ["kernel: em2: state is down, declared up"],
  },
  {
    name: "a member's file deleted",
    change: without(ifcfgPath("em2")),
    files: ["ifcfg-em2: file is absent, declared present"],
  },
  {
    name: "a member's file given to another bond",
    change: file(ifcfgPath("em2"), "MASTER=bond0", "MASTER=bond1"),
    files: ["ifcfg-em2: MASTER is bond1, declared bond0"],
    inputs: { members: ["em1"] },
  },
  {
    name: "a third file that names the bond as its master",
    change: withFile(
      ifcfgPath("em3"),
      "DEVICE=em3\nMASTER=bond0\nSLAVE=yes\nONBOOT=yes\nBOOTPROTO=none\nNM_CONTROLLED=no\nUSERCTL=no\n",
    ),
    files: ["ifcfg-em3: MASTER is bond0, declared none"],
    inputs: { members: ["em1", "em2", "em3"] },
  },
  {
    name: "a foreign key in a member's file",
    change: file(ifcfgPath("em1"), /$/, "ETHTOOL_OPTS='-K em1 gro off'\n"),
    files: ["ifcfg-em1: ETHTOOL_OPTS has a value, declared none"],
    inputs: { extraKeys: { bond: {}, members: { em1: { ETHTOOL_OPTS: "-K em1 gro off" } } } },
  },
];
