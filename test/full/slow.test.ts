import { expect } from "chai";
import { resetPools, withSession } from "../../provider/ssh/index.js";
import { relayTo } from "../ssh/relay.js";
import { playHost } from "../ssh/server.js";

describe("A host that takes ten seconds for every answer", function () {
  this.timeout(240_000);

  it("is waited for without a word of the user, and answers right", async () => {
    const host = await playHost();
    const relay = await relayTo(host.port, { delay: 10_000 });
    const begin = Date.now();
    try {
      const slow = { ...host.connection, port: relay.port };
      const { stdout } = await withSession(slow, (session) => session.run({ script: "cat", input: "late" }));
      expect(stdout).to.equal("late");
      expect(Date.now() - begin).to.be.greaterThan(30_000);
      expect(host.connections).to.equal(1);
    } finally {
      await resetPools();
      await relay.stop();
      await host.stop();
    }
  });
});
