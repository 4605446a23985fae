import { expect } from "chai";
import * as fc from "fast-check";
import { outcomeOf, parseEvent, splitConfirm } from "../../../provider/host/progress";

const outcome = (text: string) => outcomeOf(text.split("\n").map(parseEvent));

describe("What a host says while it works", function () {
  this.timeout(60_000);

  it("is understood line by line", () => {
    expect(parseEvent("step 2/5 add em2 to bond0")).to.deep.equal({
      kind: "step",
      number: 2,
      total: 5,
      title: "add em2 to bond0",
    });
    expect(parseEvent("check 1/9 carrier em1")).to.deep.equal({
      kind: "check",
      number: 1,
      total: 9,
      text: "carrier em1",
    });
    expect(parseEvent("armed 120 systemd timer x.timer")).to.deep.equal({
      kind: "armed",
      seconds: 120,
      by: "systemd timer x.timer",
    });
    expect(parseEvent("failed step 1: no")).to.deep.equal({ kind: "failed", reason: "step 1: no" });
    expect(parseEvent("| phase applied")).to.deep.equal({ kind: "output", text: "phase applied" });
    expect(parseEvent("step into the light")).to.deep.equal({ kind: "output", text: "step into the light" });
  });

  it("ends applied, confirmed, refused, rolled back or lost", () => {
    expect(outcome("armed 10 x\nphase applying\nphase applied")).to.deep.equal({ result: "applied" });
    expect(outcome("phase confirmed ")).to.deep.equal({ result: "confirmed" });
    expect(outcome("refused locked T on bond0 by ann")).to.deep.equal({
      result: "refused",
      refusal: "locked",
      reason: "T on bond0 by ann",
    });
    expect(
      outcome("phase applying\nfailed x\nphase rolling-back x\nnot-restored link em1/mtu 9000\nphase rolled-back x"),
    ).to.deep.equal({
      result: "rolled-back",
      reason: "x",
      notRestored: ["link em1/mtu 9000"],
    });
    expect(outcome("phase applying\nstep 1/3 x")).to.deep.equal({ result: "lost" });
    expect(outcome("")).to.deep.equal({ result: "lost" });
  });

  it("never makes the reader fail, whatever it is", () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: "binary" })), (lines) => void outcomeOf(lines.map(parseEvent))));
  });

  it("is followed by an observation after a confirmation", () => {
    expect(splitConfirm("phase confirmed\nobservation\nmachine-id x\nend\n")).to.deep.equal({
      outcome: { result: "confirmed" },
      observation: "machine-id x\nend\n",
    });
    expect(splitConfirm("refused probe ping x\n")).to.deep.equal({
      outcome: { result: "refused", refusal: "probe", reason: "ping x" },
    });
  });
});
