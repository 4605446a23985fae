import { directDriver } from "./direct";
import { playRounds } from "./play";
import { HARDER } from "./rounds";

describe("Drift on a real kernel", function () {
  this.timeout(900_000);
  playRounds(HARDER, directDriver());
});
