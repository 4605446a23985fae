import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import { MEANING } from "../../../provider/plan/summary";
import { Lab } from "../lab";
import { underTraffic } from "../traffic";
import type { Driver } from "./driver";
import { OTHER_END, type Round, TRAFFIC } from "./round";
import { byHand, traces, truth } from "./truth";

/** Classes of which the plan says that traffic goes on. */
const QUIET = ["files", "live"];

/** Plays rounds one after the other on one bond; where a round's program is another, the bond is changed to it first. */
export function playRounds(rounds: Round[], driver: Driver): void {
  let lab: Lab;
  let last: Round | undefined;
  const program = (round: Round) => ({ connection: lab.connection(), ...round.program });

  /** The machine as it booted, and nothing recorded: at the beginning, and after a round that failed. */
  const afresh = async () => {
    await driver.remove();
    await lab.reset();
    await lab.switch(OTHER_END);
  };

  before(async () => {
    lab = await Lab.up();
  });
  after(() => driver.remove());

  for (const round of rounds) {
    const names = round.drifts.map(({ name }) => name).join("; ");
    it(`is named and repaired (${round.repair}): ${names}`, async function () {
      const changed = !isDeepStrictEqual(last?.program, round.program);
      if (last === undefined) await afresh();
      last = undefined;
      if (round.switch) await lab.switch(round.switch.before);
      if (changed) await driver.up(program(round));
      const before = await truth(lab);
      await byHand(lab, round.drifts.map(({ hand }) => hand).join("\n"));
      await isNamed(driver, round);
      const cost = await repaired(lab, driver, round, program(round));
      expect(await driver.agrees(program(round)), "a further preview is empty").to.equal(true);
      expect(await truth(lab)).to.deep.equal(before);
      if (round.switch) await lab.switch(round.switch.after);
      last = round;
      if (this.test) this.test.title += `: ${cost}`;
    });
  }
}

async function isNamed(driver: Driver, { drifts }: Round): Promise<void> {
  const found = await driver.refresh();
  expect(found.files).to.have.members(drifts.flatMap(({ files = [] }) => files));
  expect(found.kernel).to.have.members(drifts.flatMap(({ kernel = [] }) => kernel));
}

/** The next update, with packets through the bond meanwhile; says what it cost them. */
async function repaired(lab: Lab, driver: Driver, round: Round, program: Record<string, unknown>): Promise<string> {
  const marks = await traces(lab);
  const work = () => driver.up(program);
  const { result, traffic } = round.cutOff
    ? { result: await work(), traffic: undefined }
    : await underTraffic(lab, TRAFFIC, work);
  expect(result.did).to.equal("update");
  expect(result.said).to.include(MEANING[round.repair]);
  const touched = await traces(lab);
  if (round.repair === "files") expect(touched.kernel, "what the kernel said").to.equal(marks.kernel);
  if (round.drifts.every(({ files = [] }) => files.length === 0))
    expect(touched.files, "files that were written").to.equal(marks.files);
  if (traffic === undefined) return "the bond was cut off before";
  if (QUIET.includes(round.repair)) expect(traffic.lost, `lost of ${traffic.sent} packets`).to.equal(0);
  return `${traffic.lost} of ${traffic.sent} packets lost`;
}
