import { expect } from "chai";
import { importedBond } from "../../../provider/cli/importFile";
import { forgetLooks, look } from "../../../provider/verbs/look";
import { directDriver } from "../drift/direct";
import { Lab } from "../lab";
import { bootWith, stateOf } from "./host";

/** How the take-over of one host ended. */
interface Ended {
  outcome: "refused" | "equal" | "announced";
  /** What differs after the boot, and was said before. */
  differs: string[];
}

/** Lines of one list that the other has not. */
const without = (lines: readonly string[], others: readonly string[]) => lines.filter((line) => !others.includes(line));

/** What differs between two states, each line with its sign. */
const difference = (before: readonly string[], after: readonly string[]) => [
  ...without(before, after).map((line) => `- ${line}`),
  ...without(after, before).map((line) => `+ ${line}`),
];

/**
 * Boots the machine with a host's files, takes its bond over with the program that import prints, boots again and compares:
 * what differs must have been said.
 */
async function takenOver(lab: Lab, files: Record<string, string>): Promise<Ended> {
  await bootWith(lab, files);
  const before = await stateOf(lab);
  const connection = lab.connection();
  forgetLooks();
  const observed = await look(connection);
  let imported: ReturnType<typeof importedBond>;
  try {
    imported = importedBond(observed, connection, "bond0", "bond0");
  } catch (error) {
    expect((error as Error).message).to.match(/^Unable to import bond0/);
    return { outcome: "refused", differs: [] };
  }
  const { inputs, outputs, leftOut, notes } = imported;
  const driver = directDriver();
  try {
    const program = { ...inputs, connection, adopt: true, apply: { requirePartner: false } };
    const refusal = await driver.up(program).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (refusal !== undefined) {
      expect(refusal).to.match(/^Unable to adopt bond0/);
      return { outcome: "refused", differs: [] };
    }
    await lab.powerCycle();
    const differs = difference(before, await stateOf(lab));
    const told = JSON.stringify([outputs.drift, leftOut, notes]);
    const silent = differs.filter(
      (line) => !line.split(/[ :/=]+/).some((word) => /\d/.test(word) && told.includes(word)),
    );
    expect(silent, `not said: ${told}`).to.deep.equal([]);
    expect(await driver.refresh()).to.deep.equal({ files: [], kernel: [] });
    expect(await driver.agrees(program), "a further preview is empty").to.equal(true);
    return { outcome: differs.length === 0 ? "equal" : "announced", differs };
  } finally {
    await driver.remove();
  }
}

/** Plays hosts one after the other; the title of each test ends with how it ended. */
export function playBoots(hosts: readonly (readonly [name: string, files: Record<string, string>])[]): void {
  let lab: Lab;
  before(async () => {
    lab = await Lab.up();
  });
  after(() => lab.reset());

  for (const [name, files] of hosts)
    it(`of ${name}`, async function () {
      const { outcome, differs } = await takenOver(lab, files);
      if (this.test) this.test.title += `: ${[outcome, ...differs].join("; ")}`;
    });
}
