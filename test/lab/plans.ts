import type { Plan } from "../../provider/model/plan";

const SCRIPTS = "/etc/sysconfig/network-scripts";
const BOND =
  "DEVICE=bond0\nTYPE=Bond\nBONDING_MASTER=yes\nBONDING_OPTS='mode=active-backup miimon=100'\nIPADDR=10.7.7.1\nPREFIX=24\nONBOOT=yes\nBOOTPROTO=none\n";
const MEMBER = "DEVICE=em2\nMASTER=bond0\nSLAVE=yes\nONBOOT=yes\nBOOTPROTO=none\n";

/** em2 becomes the member of a new bond0, by hand-written steps: the SSH session over em1 is not concerned. */
export const creating: Plan = {
  device: "bond0",
  files: [
    { path: `${SCRIPTS}/ifcfg-bond0`, content: BOND, mode: "644", keepOriginal: true },
    { path: `${SCRIPTS}/ifcfg-em2`, content: MEMBER, mode: "644", keepOriginal: true },
    {
      path: "/etc/sysconfig/network",
      content: "NETWORKING=yes\n# no newline at the end",
      mode: "644",
      keepOriginal: true,
    },
  ],
  steps: [
    { title: "new files", disruption: "files", do: [["files"]], undo: [["files"]] },
    {
      title: "the bond",
      disruption: "bond-down",
      do: [
        ["create-bond", "bond0"],
        ["sysfs", "bond0", "mode", "active-backup"],
        ["sysfs", "bond0", "miimon", "100"],
        ["mtu", "bond0", "1400"],
        ["up", "bond0"],
      ],
      undo: [["delete-bond", "bond0"]],
    },
    {
      title: "its member and address",
      disruption: "member",
      do: [
        ["attach", "bond0", "em2"],
        ["sysfs", "bond0", "primary", "em2"],
        ["address-add", "bond0", "10.7.7.1/24"],
        ["route-add", "10.8.0.0/16", "10.7.7.2", "bond0", ""],
      ],
      undo: [
        ["detach", "bond0", "em2"],
        ["mtu", "em2", "1500"],
        ["up", "em2"],
      ],
    },
  ],
  verify: [
    ["sysfs", "bond0", "mode", "active-backup"],
    ["sysfs", "bond0", "primary", "em2"],
    ["members", "bond0", "em2"],
    ["mtu", "bond0", "1400"],
    ["up", "bond0"],
    ["carrier", "bond0"],
    ["address", "bond0", "10.7.7.1/24"],
    ["route", "10.8.0.0/16", "10.7.7.2", "bond0", ""],
  ],
};

/** The way back from `creating`, confirmed. */
export const deleting: Plan = {
  device: "bond0",
  files: creating.files.map(({ path }) => ({ path, content: null, mode: "644", restoreOriginal: true })),
  steps: [
    {
      title: "the bond goes",
      disruption: "members-released",
      do: [["delete-bond", "bond0"], ["files"], ["mtu", "em2", "1500"]],
      undo: [["files"]],
    },
  ],
  verify: [["absent", "bond0"]],
};
