import { directDriver } from "../drift/direct";
import { OnEngine } from "../drift/engine";
import { HAND_MADE } from "./cases";
import { playAdoptions } from "./play";

/** The two that most hosts have. */
const COMMON = ["active-backup", "802.3ad"];
const isCommon = ({ mode }: { mode: string }) => COMMON.includes(mode);

describe("Adoption through the real engine", function () {
  this.timeout(600_000);
  playAdoptions(HAND_MADE.filter(isCommon), () => new OnEngine());
});

describe("Adoption", function () {
  this.timeout(600_000);
  playAdoptions(
    HAND_MADE.filter((one) => !isCommon(one)),
    directDriver,
  );
});
