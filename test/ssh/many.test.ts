import { expect } from "chai";
import { resetPools, withSession } from "../../provider/ssh/index.js";
import { type PlayedHost, playHost, scripted } from "./server.js";

describe("Many hosts at once", function () {
  this.timeout(60_000);
  const COUNT = 100;
  let hosts: PlayedHost[];

  before(async () => {
    const shell = scripted((script, input) => `${script} ran with ${input}`);
    hosts = await Promise.all(Array.from({ length: COUNT }, () => playHost({ shell })));
  });
  after(async () => {
    await resetPools();
    await Promise.all(hosts.map((host) => host.stop()));
  });

  it("get one connection and one exec each, and their own answers", async () => {
    const command = (host: PlayedHost) => ({ script: "observe", input: `port ${host.port}` });
    const results = await Promise.all(
      hosts.map((host) => withSession(host.connection, (session) => session.run(command(host)))),
    );
    expect(results.map(({ stdout }) => stdout)).to.deep.equal(hosts.map(({ port }) => `observe ran with port ${port}`));
    expect(hosts.map(({ connections, execs }) => [connections, execs.length])).to.deep.equal(hosts.map(() => [1, 1]));
  });

  it("do not wait for one that does not answer", async () => {
    const silent = await playHost({ shell: () => {} });
    const [host] = hosts;
    if (!host) throw new Error("no host");
    try {
      const slow = withSession({ ...silent.connection, commandTimeout: 2 }, (session) =>
        session.run({ script: "observe", input: "" }),
      ).catch((error) => error.kind);
      const started = Date.now();
      await withSession(host.connection, (session) => session.run({ script: "observe", input: "" }));
      expect(Date.now() - started).to.be.lessThan(1900);
      expect(await slow).to.equal("timeout");
    } finally {
      await silent.stop();
    }
  });
});
