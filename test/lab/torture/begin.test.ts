import { sample } from "../../torture/sample";

sample(
  "Whatever goes wrong where there is no bond yet, or a plain one",
  [37, 6, 9, 12, 14, 17, 19, 21, 22, 33, 48, 52, 61, 75, 79, 128],
);
