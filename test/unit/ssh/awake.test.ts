import { PassThrough } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { waitAwake } from "../../../provider/ssh/awake.js";
import { onSilence } from "../../../provider/ssh/silence.js";

/** Holds up everything in this process, as a synchronous command or a laptop's sleep does. */
const stall = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe("A stall of our own process", () => {
  it("is not taken for silence of a host, however long it is", async () => {
    const stream = new PassThrough();
    let silent = false;
    onSilence(stream, 0.4, () => {
      silent = true;
    });
    for (let i = 0; i < 3; i++) {
      stall(600);
      // What arrived during the stall is read only after the timers that came due in it.
      await pause(1);
      stream.write("x");
      await pause(1);
    }
    expect(silent).to.equal(false);
    await pause(900);
    expect(silent).to.equal(true);
    stream.destroy();
  });

  it("does not use up the time that a command or a dial is given", async () => {
    let late = false;
    const wait = waitAwake(0.4, () => {
      late = true;
    });
    stall(1000);
    await pause(10);
    expect(late).to.equal(false);
    wait.cancel();
  });
});
