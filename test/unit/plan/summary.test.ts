import { expect } from "chai";
import { disruptionOf, summary } from "../../../provider/plan/summary";
import { observe } from "../../model/observe";
import { planChange } from "../../model/plans";
import { planOn } from "./accepted";
import { bonded, guide, guideHost, overSsh } from "./fixture";

describe("the announcement of a change", () => {
  it("says what changes, what it costs, and that SSH runs over it", () => {
    const wanted = guide({ mode: "802.3ad" });
    const observed = overSsh(bonded(), "192.168.50.10", "bond0");
    const plan = planChange(wanted, observed, { activation: "least", files: [], previous: guide() });
    expect(summary(plan, observed, wanted)).to.equal(
      "mode balance-rr -> 802.3ad: members are released, about 2 s without link, your SSH session runs over it",
    );
  });

  it("tells that the path of SSH moves into a new bond", () => {
    const observed = overSsh(guideHost(), "192.168.50.10", "em1");
    const plan = planChange(guide(), observed, { activation: "least", files: [] });
    expect(summary(plan, observed, guide())).to.equal(
      "new, balance-rr over em1 and em2: the path SSH uses moves, about 2 s without link, your SSH session runs over it",
    );
  });

  it("names a live change and nothing to do", () => {
    const host = bonded();
    const wanted = guide({ options: { miimon: 50 } });
    const plan = planOn(host, wanted, guide());
    expect(summary(plan, observe(host), wanted)).to.equal("miimon 100 -> 50: changed while traffic flows");
    expect(summary(planOn(host, guide(), guide()), observe(host), guide())).to.equal("nothing to do");
  });

  it("is known from two declarations alone", () => {
    expect(disruptionOf(guide(), guide({ mode: "802.3ad" }))).to.deep.equal({
      disruption: "members-released",
      reasons: ["mode balance-rr -> 802.3ad"],
    });
    expect(disruptionOf(guide(), guide({ options: { miimon: 50 } })).disruption).to.equal("live");
    expect(disruptionOf(guide(), guide({ members: ["em1"] }))).to.deep.equal({
      disruption: "member",
      reasons: ["em2 leaves"],
    });
    expect(disruptionOf(guide(), guide({ onBoot: false })).disruption).to.equal("files");
    expect(disruptionOf(guide(), guide()).reasons).to.deep.equal([]);
  });
});
