import { sample } from "../../torture/sample";

sample(
  "Whatever goes wrong where a bond has three members, a backup or a LACP partner",
  [4, 25, 28, 32, 36, 44, 56, 68, 76, 77, 99, 108, 90, 122],
);
