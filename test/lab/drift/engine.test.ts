import { OnEngine } from "./engine";
import { playRounds } from "./play";
import { COMMON } from "./rounds";

describe("Drift on a real kernel, through the real engine", function () {
  this.timeout(900_000);
  playRounds(COMMON, new OnEngine());
});
