import { expect } from "chai";
import { parseProc } from "../../../provider/proc/parse";
import { lacpText, type Port } from "./lacpText";

const WELL: Port = { name: "em1", carrier: true, aggregator: 1, states: [63, 61] };
const SPLIT = "Member em2 is in aggregator 2, not in the active one (1): it carries nothing.";
const HALF = "Member em2 is in the active aggregator but carries nothing:";

/** The warnings of a bond of em1, which is well, and em2, which is like this. */
const warnings = (em2: Partial<Port>, partner?: string) =>
  parseProc(lacpText([WELL, { ...WELL, ...em2, name: "em2" }], partner)).bonds[0]?.warnings;

describe("A member that LACP does not let anything through", () => {
  it("is named with the reason when the switch has it suspended or on standby", () => {
    expect(warnings({ states: [7, 69], churned: ["Actor", "Partner"] })).to.deep.equal([
      `${HALF} the partner is not in sync.`,
    ]);
  });

  it("is named when it is not in sync itself, and when it has not been enabled", () => {
    expect(warnings({ states: [5, 61] })).to.deep.equal([`${HALF} it is not in sync with the partner.`]);
    for (const state of [15, 31, 47])
      expect(warnings({ states: [state, 61] })).to.deep.equal([`${HALF} LACP has not enabled it yet.`]);
  });

  it("is suspected when it is churned and the driver does not print the state of ports", () => {
    const { states: _, ...bare } = WELL;
    const text = lacpText([bare, { ...bare, name: "em2", churned: ["Partner"] }]);
    expect(parseProc(text).bonds[0]?.warnings).to.deep.equal([
      "Member em2 may carry nothing: its partner churned: LACP was out of sync for a minute or longer.",
    ]);
  });

  it("is still named, as one that carries again, while the driver goes on to call it churned", () => {
    expect(warnings({ churned: ["Actor", "Partner"] })).to.deep.equal([
      "Member em2 carries traffic again: its actor and partner churned: LACP was out of sync for a minute or longer.",
    ]);
  });

  it("is not named twice: without carrier, in another aggregator, or where no partner answers", () => {
    expect(warnings({ states: [7, 69], carrier: false })).to.deep.equal(["Member em2 has no carrier."]);
    expect(warnings({ states: [7, 69], aggregator: 2 })).to.deep.equal([SPLIT]);
    expect(warnings({ states: [77, 1], aggregator: 2, churned: ["Partner"] }, "00:00:00:00:00:00")).to.deep.equal([
      "No LACP partner answers (its MAC is 00:00:00:00:00:00): look at the switch's side.",
      SPLIT,
    ]);
  });

  it("is nobody when both sides collect and distribute", () => {
    for (const states of [
      [61, 61],
      [63, 63],
      [63, 61],
    ] as const)
      expect(warnings({ states })).to.deep.equal([]);
  });
});
