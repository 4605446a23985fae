import { directDriver } from "./direct";
import { playRounds } from "./play";
import { OF_MODES } from "./rounds";

describe("Drift of the options of each mode on a real kernel", function () {
  this.timeout(900_000);
  playRounds(OF_MODES, directDriver());
});
