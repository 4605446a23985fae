import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readFolder } from "../../field/folder";
import { type Played, play } from "../../field/play";
import { corpus, present, ROOT } from "../proc/corpus";
import { NOT_YET, RIGHT } from "./right";

const OWN = join(ROOT, "test", "field", "samples");

/** Every folder of ours, and of the collection where it is present. */
function folders(): [string, string][] {
  const all = [OWN, ...(present("field-cases") ? [corpus("field-cases")] : [])].filter(existsSync);
  return all.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry): [string, string] => [entry.name, join(folder, entry.name)]),
  );
}

describe("A host that people really have", () => {
  const wrong: string[] = [];
  const done: string[] = [];
  for (const [name, path] of folders()) {
    const right = RIGHT[name];
    if (right === undefined) continue; // about behaviour: played on the lab
    const played = (): Played => play(readFolder(path));
    if (NOT_YET.includes(name))
      it(`${name} is known not to be right yet, or is by now`, () => {
        try {
          right(played());
          done.push(name);
        } catch {
          wrong.push(name);
        }
      });
    else it(`${name} is right`, () => right(played()));
  }

  it("is played with samples of our own as well", () => {
    expect(readdirSync(OWN).length).to.be.greaterThan(5);
  });

  after(() => {
    if (wrong.length > 0) console.log(`    Not right yet: ${wrong.join(", ")}`);
    if (done.length > 0) console.log(`    Right by now, to be taken off the list: ${done.join(", ")}`);
  });
});
