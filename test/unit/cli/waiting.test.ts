import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { withSeconds } from "../../../provider/cli/waiting";
import { tell, tellForNow } from "../../../provider/ssh/local";

describe("A command that waits for a host", () => {
  /** What a terminal gets meanwhile; `\r` and the sequence behind it clear its line. */
  async function shown(terminal: boolean, work: () => Promise<unknown>): Promise<string[]> {
    const lines: string[] = [];
    const err = (text: string) => void lines.push(text.replaceAll("\r\x1b[K", "<"));
    await withSeconds({ read: async () => "", out: () => {}, err, terminal, columns: 40 }, "media1", work);
    return lines;
  }

  it("counts down in one line, with the seconds, and leaves none of it", async function () {
    this.timeout(10_000);
    const lines = await shown(true, async () => {
      tell("media1 does not answer, trying 9 more times (ECONNREFUSED)");
      tellForNow("media1 does not answer, trying 8 more times (ECONNREFUSED)");
      await pause(2300);
    });
    expect(lines).to.deep.equal([
      "<media1 does not answer, trying 9 more times (ECONNREFUSED)\n",
      "<media1 does not answer, trying 8 m: 2 s",
      "<",
    ]);
  });

  it("says nothing that passes where nobody watches", async () => {
    expect(await shown(false, async () => tellForNow("media1 does not answer"))).to.deep.equal([]);
  });
});
