import { ifcfgPath } from "../../../../provider/stacks/network-scripts/paths";
import { all, BOND, type DriftRow, file, fileMode, free, link, noBond, withFile, without } from "./row";

export const FILE_ROWS: DriftRow[] = [
  {
    name: "the bond's file deleted",
    change: without(BOND),
    files: ["ifcfg-bond0: file is absent, declared present"],
  },
  {
    name: "a file made unreadable for its owner",
    change: fileMode(BOND, { mode: "0" }),
    files: ["ifcfg-bond0: file mode is 0, declared 644"],
  },
  {
    name: "a file that everybody may write",
    change: fileMode(ifcfgPath("em1"), { mode: "666" }),
    files: ["ifcfg-em1: file mode is 666, declared 644"],
  },
  {
    name: "a file of another owner",
    change: fileMode(BOND, { owner: "alice:users" }),
    files: ["ifcfg-bond0: owner is alice:users, declared root:root"],
  },
  {
    name: "bytes that are no text",
    change: fileMode(BOND, { exact: false }),
    files: ["ifcfg-bond0: text is not UTF-8, declared UTF-8"],
  },
  {
    name: "a file that this user may not read",
    change: (observed) => ({ ...without(ifcfgPath("em2"))(observed), unreadFiles: [ifcfgPath("em2")] }),
    files: ["ifcfg-em2: file is not readable, declared readable"],
  },
  {
    name: "a second file for the device",
    change: (observed) => withFile(`${BOND}.1`, observed.files[BOND]?.content ?? "")(observed),
    files: ["ifcfg-bond0.1: DEVICE is bond0, declared no second file for bond0"],
  },
  {
    name: "a second file for the device that is no copy",
    change: withFile(`${BOND}.save`, "DEVICE=bond0\nMTU=9000\n"),
    files: ["ifcfg-bond0.save: DEVICE is bond0, declared no second file for bond0"],
  },
  {
    name: "a copy of a member's file",
    change: (observed) => withFile(`${ifcfgPath("em2")}.1`, observed.files[ifcfgPath("em2")]?.content ?? "")(observed),
    files: ["ifcfg-em2.1: DEVICE is em2, declared no second file for em2"],
  },
  {
    name: "a key that the program gives up written again",
    desired: { extraKeys: { bond: { ZONE: "" }, members: {} } },
    change: file(BOND, /$/, "ZONE=public\n"),
    files: ["ifcfg-bond0: ZONE has a value, declared none"],
    inputs: { extraKeys: { bond: { ZONE: "public" }, members: {} } },
  },
  {
    name: "a foreign key in the bond's file",
    change: file(BOND, /$/, "ZONE=public\n"),
    files: ["ifcfg-bond0: ZONE has a value, declared none"],
    inputs: { extraKeys: { bond: { ZONE: "public" }, members: {} } },
  },
  {
    name: "a declared extra key edited",
    desired: { extraKeys: { bond: { ZONE: "public" }, members: {} } },
    change: file(BOND, "ZONE=public", "ZONE=dmz"),
    files: ["ifcfg-bond0: ZONE has another value than declared"],
    inputs: { extraKeys: { bond: { ZONE: "dmz" }, members: {} } },
  },
  {
    name: "a key that is always the same edited",
    change: file(BOND, "NM_CONTROLLED=no", "NM_CONTROLLED=yes"),
    files: ["ifcfg-bond0: NM_CONTROLLED is yes, declared no"],
  },
  {
    name: "the bond deleted",
    change: all(noBond, free("em1"), free("em2")),
    kernel: ["kernel: bond0: device is absent, declared a bond"],
  },
  {
    name: "the bond deleted and a member taken by a bridge",
    change: all(noBond, link("em1", { master: "br0" }), free("em2")),
    kernel: ["kernel: bond0: device is absent, declared a bond", "kernel: em1: master is br0, declared bond0"],
  },
  {
    name: "the device there, but as something else",
    change: (observed) => link("bond0", { kind: "dummy" })({ ...observed, bonds: {} }),
    kernel: ["kernel: bond0: device is a dummy device, declared a bond"],
  },
];
