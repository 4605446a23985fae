import { expect } from "chai";
import { provider } from "../../provider/index.js";
import { EXEC } from "../../provider/ssh/frame.js";
import { resetPools } from "../../provider/ssh/index.js";
import { type Asked, type PromisingHost, playPromisingHost } from "./promise.js";
import { type Line, type Relay, relayTo } from "./relay.js";

/** Runs side by side. */
const AT_ONCE = 12;

async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const todo = [...all];
  const lane = async () => {
    for (let one = todo.shift(); one !== undefined; one = todo.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** So many numbers below a limit, evenly spread. */
const spread = (count: number, limit: number) =>
  Array.from({ length: count }, (_, n) => Math.floor((n * limit) / count));

describe("Every I/O of the client, failing once while it makes a bond", function () {
  this.timeout(120_000);
  const clean: (() => Promise<void>)[] = [];
  const { log, error } = console;

  before(() => {
    console.log = () => {};
    console.error = () => {};
  });
  after(async () => {
    Object.assign(console, { log, error });
    await resetPools();
    await Promise.all(clean.map((stop) => stop()));
  });

  async function playing(
    line: Line = {},
  ): Promise<{ host: PromisingHost; relay: Relay; bond: Record<string, unknown> }> {
    const host = await playPromisingHost();
    const relay = await relayTo(host.port, line);
    clean.push(
      () => relay.stop(),
      () => host.stop(),
    );
    const connection = {
      ...host.connection,
      port: relay.port,
      keepAliveTimeout: 1,
      perDialTimeout: 1,
      commandTimeout: 3,
    };
    const apply = { rollbackAfter: 3 };
    const bond = {
      device: "bond0",
      connection,
      mode: "balance-rr",
      members: ["em1", "em2"],
      options: { miimon: 100 },
      apply,
    };
    return { host, relay, bond };
  }

  /** Makes the bond; the host must be what the client says, at once or when the time is up, and the next try succeeds. */
  async function judged(host: PromisingHost, bond: Record<string, unknown>, about: string): Promise<string> {
    const said = await provider.create((await provider.check({}, bond)).inputs).then(
      () => "done",
      (reason: Error) => reason.message,
    );
    host.timeIsUp();
    expect(host.phase, `${about}: ${said}`).to.equal(said === "done" ? "confirmed" : "old");
    if (said !== "done") {
      expect(said, about).to.match(/^Unable to [^:]* 127\.0\.0\.1: .*\. [A-Z].*\.$/);
      await provider.create((await provider.check({}, bond)).inputs);
      expect(host.phase, about).to.equal("confirmed");
    }
    return said;
  }

  it("is done with three questions over two connections when nothing fails", async () => {
    const { host, bond } = await playing();
    expect(await judged(host, bond, "no fault")).to.equal("done");
    expect([host.asked, host.connections]).to.deep.equal([["observe", "begin", "confirm"], 2]);
    expect(host.execs).to.deep.equal([EXEC.plain, EXEC.plain, EXEC.plain]);
  });

  it("may be an answer with control characters, which reach nobody's terminal", async () => {
    const { host, bond } = await playing();
    host.lie = (asked, _count, right) =>
      asked === "begin" ? "refused prepare \u001b]0;all is well\u0007\u001b[2J\n" : right;
    const failed: Error = await provider.create((await provider.check({}, bond)).inputs).then(
      () => expect.fail("was made"),
      (reason) => reason,
    );
    expect(failed.message).to.equal(
      "Unable to create bond0 on 127.0.0.1: \\e]0;all is well\\u{7}\\e[2J (prepare). Nothing was changed; mend that and run up again.",
    );
    expect(failed.stack)
      .to.match(/^Error: Unable to create/)
      .and.not.match(/[^\P{Cc}\n]/u);
  });

  it("may be any byte from the host or to it", async () => {
    const whole = await playing();
    await judged(whole.host, whole.bond, "no fault");
    const { down, up } = whole.relay;
    const cuts: Line[] = [
      ...spread(60, down).map((cutAfter) => ({ cutAfter, once: true })),
      ...spread(60, up).map((cutUpAfter) => ({ cutUpAfter, once: true })),
    ];
    const ends = new Set<string>();
    await sideBySide(cuts, async (line) => {
      const { host, bond } = await playing(line);
      const said = await judged(host, bond, JSON.stringify(line));
      ends.add(said === "done" ? "done" : "failed");
    });
    expect([...ends].sort()).to.deep.equal(["done", "failed"]);
  });

  it("may end in silence", async () => {
    const whole = await playing();
    await judged(whole.host, whole.bond, "no fault");
    const hushes = spread(AT_ONCE * 2, whole.relay.down).map((hushAfter) => ({ hushAfter, once: true }));
    await sideBySide(hushes, async (line) => {
      const { host, bond } = await playing(line);
      await judged(host, bond, JSON.stringify(line));
    });
  });

  const LIES: [what: string, lie: (right: string) => string][] = [
    ["nothing", () => ""],
    ["half of it", (right) => right.slice(0, right.length / 2)],
    ["all but the last line", (right) => right.replace(/[^\n]+\n$/, "")],
    ["something else", () => "bash: awk: command not found\n"],
  ];
  for (const asked of ["observe", "begin", "confirm"] as Asked[])
    for (const [what, lie] of LIES)
      it(`may be the answer to ${asked}: the host says ${what}`, async () => {
        const { host, bond } = await playing();
        host.lie = (word, count, right) => (word === asked && count === 1 ? lie(right) : right);
        const said = await judged(host, bond, what);
        // What was begun is asked for again; only a look that cannot be understood ends it, before anything happens.
        expect(said === "done", said).to.equal(asked !== "observe");
      });

  it("may be what is read back, twice: then it fails and says that the change is in place", async () => {
    const { host, bond } = await playing();
    host.lie = (word, _count, right) => (word === "confirm" ? right.replace("end\n", "") : right);
    const said = await provider
      .create((await provider.check({}, bond)).inputs)
      .catch((reason: Error) => reason.message);
    expect(said).to.equal(
      "Unable to read back bond0 on 127.0.0.1, although its change is confirmed and in place: Unable to read the state of 127.0.0.1: its answer breaks off before the end. Run the operation again.",
    );
    expect(host.asked).to.deep.equal(["observe", "begin", "confirm", "confirm"]);
    delete host.lie;
    await provider.create((await provider.check({}, bond)).inputs);
    expect(host.phase).to.equal("confirmed");
  });

  it("fails in time where the host is never reached again, and says what is known of the change and why", async () => {
    const moments = {
      "the host did not answer any more \\(.*ECONNREFUSED.*\\), so it is not known whether the change had begun; what had begun it undoes by itself":
        "begin",
      "the host did not answer after the change, and not after its rollback was due either \\(.*ECONNREFUSED.*\\)":
        "begun",
      "the confirmation was sent and the host did not answer it \\(.*ECONNREFUSED.*\\), so it is not known whether the change was kept":
        "confirm",
    };
    await sideBySide(Object.entries(moments), async ([known, moment]) => {
      const { host, bond, relay } = await playing();
      host.lie = (asked, _count, right) => {
        if (asked === moment) relay.stop();
        if (asked === "begin" && moment === "begun") setTimeout(() => relay.stop(), 50);
        return right;
      };
      const begin = performance.now();
      const said = await provider
        .create((await provider.check({}, bond)).inputs)
        .catch((reason: Error) => reason.message);
      expect(said).to.match(new RegExp(`^Unable to create bond0 on 127\\.0\\.0\\.1: ${known}\\. Look at its console`));
      expect((performance.now() - begin) / 1000, moment).to.be.within(33, 45);
    });
  });
});
