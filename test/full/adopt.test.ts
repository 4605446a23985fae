import { playAnotherTool } from "../lab/adopt/anotherTool";
import { HAND_MADE } from "../lab/adopt/cases";
import { playAdoptions } from "../lab/adopt/play";
import { OnEngine } from "../lab/drift/engine";

describe("Adoption of a bond in each of the seven modes, through the real engine", function () {
  this.timeout(600_000);
  playAdoptions(HAND_MADE, () => new OnEngine());
});

describe("Adoption of a bond that another tool made, through the real engine", function () {
  this.timeout(600_000);
  playAnotherTool(() => new OnEngine());
});
