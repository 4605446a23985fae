import { OnEngine } from "../lab/drift/engine";
import { playRounds } from "../lab/drift/play";
import { HARDER, OF_MODES } from "../lab/drift/rounds";

describe("The rest of the drift table, through the real engine", function () {
  this.timeout(900_000);
  playRounds([...HARDER, ...OF_MODES], new OnEngine());
});
