import { expect } from "chai";
import { provider } from "../../provider/index.js";
import { resetPools } from "../../provider/ssh/index.js";
import { type PromisingHost, playPromisingHost } from "./promise.js";
import { relayTo } from "./relay.js";

/** Of the host as it is observed. */
const MACHINE_ID = "5eed";

describe("A client that confirms", function () {
  this.timeout(60_000);
  const clean: (() => Promise<void>)[] = [];
  const { log, error } = console;

  before(() => {
    console.log = () => {};
    console.error = () => {};
  });
  afterEach(async () => {
    await resetPools();
    await Promise.all(clean.splice(0).map((stop) => stop()));
  });
  after(() => Object.assign(console, { log, error }));

  const playing = async (): Promise<PromisingHost> => {
    const host = await playPromisingHost();
    clean.push(() => host.stop());
    return host;
  };

  const create = async (host: PromisingHost, over: Record<string, unknown> = {}, apply = {}): Promise<string> => {
    const quick = { keepAliveTimeout: 1, perDialTimeout: 1, commandTimeout: 3 };
    const bond = {
      device: "bond0",
      connection: { ...host.connection, ...quick, ...over },
      mode: "balance-rr",
      members: ["em1", "em2"],
      options: { miimon: 100 },
      apply: { rollbackAfter: 10, ...apply },
    };
    return await provider.create((await provider.check({}, bond)).inputs).then(
      () => "done",
      (reason: Error) => reason.message,
    );
  };

  it("that has not heard that the change is whole asks first, and confirms over another connection", async () => {
    const host = await playing();
    host.lie = (asked, _count, right) => (asked === "begin" ? "armed 10 a timer\nphase applying\n" : right);
    expect(await create(host)).to.equal("done");
    expect(host.asked).to.deep.equal(["observe", "begin", "confirm", "confirm"]);
    expect(host.connections).to.equal(3);
  });

  it("dials anew as often as the host says that it is not whole yet", async () => {
    const host = await playing();
    const early = ["armed", "applying", "applied"].map((phase) => `refused pending ${phase}\n`);
    host.lie = (asked, count, right) => (asked === "confirm" && early[count - 1]) || right;
    expect(await create(host)).to.equal("done");
    expect(host.asked.slice(2)).to.deep.equal(["confirm", "confirm", "confirm", "confirm"]);
    expect(host.connections).to.equal(5);
  });

  it("asks at the second address when whoever has the first one knows of no such change", async () => {
    const [host, stranger] = [await playing(), await playing()];
    const reconnect = { host: "127.0.0.1", port: stranger.connection.port };
    expect(await create(host, {}, { reconnect })).to.equal("done");
    expect(stranger.asked).to.deep.equal(["confirm"]);
    expect([host.phase, stranger.phase]).to.deep.equal(["confirmed", "old"]);
  });

  it("goes on asking when the stranger answers and the host does not, until the rollback is due", async () => {
    const [host, stranger] = [await playing(), await playing()];
    const relay = await relayTo(host.port);
    clean.push(() => relay.stop());
    const reconnect = { host: "127.0.0.1", port: stranger.connection.port };
    host.lie = (asked, _count, right) => {
      if (asked === "begin") {
        relay.goSilent();
        setTimeout(
          () =>
            relay
              .stop()
              .then(() => relayTo(host.port, {}, relay.port))
              .then((next) => clean.push(() => next.stop())),
          4000,
        );
      }
      return right;
    };
    expect(await create(host, { port: relay.port }, { reconnect })).to.equal("done");
    expect(stranger.asked.length).to.be.greaterThan(1);
  });

  it("asks what became of a change that had begun, whatever the host said after that", async () => {
    const host = await playing();
    host.lie = (asked, _count, right) => (asked === "begin" ? `armed 10 a timer\n${"x".repeat(17 << 20)}\n` : right);
    expect(await create(host, { commandTimeout: 30 })).to.equal("done");
    expect(host.asked).to.deep.equal(["observe", "begin", "confirm", "confirm"]);
  });

  it("says that nothing was changed when its request never arrived, because the host says so", async () => {
    const host = await playing();
    host.lie = (asked, _count, right) => {
      if (asked === "begin") host.phase = "old";
      return asked === "begin" ? "" : right;
    };
    expect(await create(host)).to.equal(
      "Unable to create bond0 on 127.0.0.1: the SSH session was lost before the change had begun. Nothing was changed, and the host will not begin it any more. Run up again.",
    );
  });

  it("believes the observed machine that nothing has begun there, and does not wait for the new address", async () => {
    const host = await playing();
    const nobody = await relayTo(host.port);
    await nobody.stop();
    host.lie = (asked, _count, right) => {
      if (asked === "begin") host.phase = "old";
      const answer = `refused unknown the change had not begun on machine ${MACHINE_ID}, and will not\n`;
      return asked === "begin" ? "" : asked === "confirm" ? answer : right;
    };
    const began = Date.now();
    expect(await create(host, {}, { reconnect: { host: "127.0.0.1", port: nobody.port } })).to.match(
      /the SSH session was lost before the change had begun\. Nothing was changed/,
    );
    expect(Date.now() - began).to.be.lessThan(10_000);
    expect(host.asked.filter((one) => one === "confirm")).to.have.length(1);
  });

  it("does not call undone what is only on its way back: it asks until it is", async () => {
    const host = await playing();
    host.lie = (asked, count, right) => {
      if (asked === "rollback") return "phase rolling-back asked for\n";
      if (asked !== "confirm") return right;
      if (count === 1) return "refused probe probe ping 10.0.0.1 passed before the change and does not pass now\n";
      return count < 4 ? "refused pending rolling-back\n" : "refused rolled-back asked for\n";
    };
    expect(await create(host)).to.equal(
      "Unable to create bond0 on 127.0.0.1: probe ping 10.0.0.1 passed before the change and does not pass now. The host has rolled back and is as it was. Mend that and run up again.",
    );
    expect(host.asked.slice(2)).to.deep.equal(["confirm", "rollback", "confirm", "confirm", "confirm"]);
  });
});
