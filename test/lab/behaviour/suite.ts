import { expect } from "chai";
import { type Lab, lab } from "../lab";
import { type BehaviourCase, type Played, readCases } from "./cases";
import { DEVIATIONS } from "./deviations";
import { comparable, playCase, preparePlayer } from "./player";

/** Files that the cases are split over, so that they can be played side by side. */
const PARTS = 4;

/** Declares the tests of every PARTS-th case, from `part` on. */
export function playPart(part: number): void {
  describe(`The lab's network scripts do what those of RHEL 7 did (${part + 1} of ${PARTS})`, function () {
    this.timeout("5m");
    let machine: Lab;

    before(async () => {
      machine = await lab();
      await preparePlayer(machine);
    });

    after(() => machine.reset());

    for (const one of readCases().filter((_, index) => index % PARTS === part)) {
      it(one.title, async () => {
        const [recorded, seen] = sides(one, await playCase(machine, one));
        const reason = DEVIATIONS[one.id];
        if (reason === undefined) expect(seen).to.deep.equal(recorded);
        else expect(seen, `no deviation any more (${reason}): take it off the list`).to.not.deep.equal(recorded);
      });
    }
  });
}

/** The recording and what was seen, each command with its exit code and the state after it. */
function sides(one: BehaviourCase, seen: Played[]) {
  const recorded = one.log.map(({ run, rc, state }) => ({
    run,
    rc,
    state: { ...state, routes: [...state.routes].sort() },
  }));
  const played = recorded.map(({ run, rc, state }, index) => {
    const found = seen[index];
    return found === undefined ? `${run}: not played` : { run, ...comparable({ rc, state }, found) };
  });
  return [recorded, played];
}
