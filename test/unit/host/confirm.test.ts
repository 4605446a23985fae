import { existsSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { encodeConfirm, encodeId } from "../../../provider/host/request";
import { Playground } from "./playground";

for (const shell of ["dash", "bash"])
  describe(`A confirmation, cut between any two of its messages, under ${shell}`, function () {
    this.timeout(60_000);
    let host: Playground;
    beforeEach(() => {
      host = new Playground(shell);
    });
    afterEach(() => host.close());

    const ask = (id: string, heard = true) => host.run("confirm", encodeConfirm(id, heard));
    const phase = (id: string) => host.read("transactions", id, "phase");
    /** Confirms as a client does whose line is good. */
    const keep = async (id: string) => {
      const confirming = host.start("confirm", encodeConfirm(id, true));
      confirming.reply(`keep ${await confirming.heard("offer")}`);
      return await confirming.ended;
    };

    it("keeps the change when nothing is cut, and leaves nothing else", async () => {
      const id = await host.applied();
      expect(await keep(id)).to.match(/^offer \S+\nphase confirmed\nobservation\nmachine-id/);
      expect(host.history(id)).to.equal("confirmed");
      expect(host.transactions()).to.deep.equal([]);
    });

    it("is put off at once while the change is not whole, or on its way back: that connection proves nothing", async () => {
      const id = await host.applied();
      for (const now of ["armed", "applying", "rolling-back"]) {
        writeFileSync(host.path("transactions", id, "phase"), `${now}\n`);
        expect(await ask(id)).to.equal(`refused pending ${now}\n`);
        expect(phase(id)).to.equal(now);
      }
    });

    it("is put off over a connection that was made before the client knew that the change is whole", async () => {
      const id = await host.applied();
      expect(await ask(id, false)).to.equal("refused pending applied\n");
      expect(phase(id)).to.equal("applied");
    });

    it("keeps nothing when the offer never arrives, or what comes back is not its acknowledgement", async () => {
      const id = await host.applied();
      for (const reply of [undefined, "keep", "keep 0", "offer"]) {
        const confirming = host.start("confirm", encodeConfirm(id, true));
        await confirming.heard("offer");
        confirming.reply(reply);
        expect(await confirming.ended).to.match(/^offer \S+\nrefused pending applied\n$/);
        expect(phase(id)).to.equal("applied");
      }
      const [one, other] = [1, 2].map(() => host.start("confirm", encodeConfirm(id, true)));
      other?.reply(`keep ${await one?.heard("offer")}`);
      expect(await other?.ended, "the token of another connection").to.match(/refused pending applied\n$/);
      expect(phase(id)).to.equal("applied");
    });

    it("keeps nothing when the line goes silent after the offer", async () => {
      const id = await host.applied();
      host.command(
        "timeout",
        '[ "$3" != 20 ] || { shift 3; exec /usr/bin/timeout 1 "$@"; }\nexec /usr/bin/timeout "$@"',
      );
      expect(await ask(id)).to.match(/^offer \S+\nrefused pending applied\n$/);
      expect(phase(id)).to.equal("applied");
      expect(await keep(id), "and the next connection may").to.contain("phase confirmed");
    });

    it("is answered once more when the answer to the acknowledgement was lost", async () => {
      const id = await host.applied();
      await keep(id);
      for (const heard of [true, false]) expect(await ask(id, heard)).to.match(/^phase confirmed\nobservation\n/);
    });

    it("comes too late when the way back has begun between offer and acknowledgement", async () => {
      const id = await host.applied();
      const confirming = host.start("confirm", encodeConfirm(id, true));
      const token = await confirming.heard("offer");
      const undone = await host.run("rollback", encodeId(id));
      expect(undone).to.contain("phase rolled-back asked for");
      confirming.reply(`keep ${token}`);
      expect(await confirming.ended).to.match(/refused rolled-back asked for\n$/);
      expect(host.history(id)).to.equal("rolled-back asked for");
    });

    it("that was killed before it had written its line in the history is finished by whoever comes next", async () => {
      const finishers = {
        "the client": (id: string) => ask(id),
        "the next writer": () => host.run("tidy"),
        "a rollback that is too late": (id: string) => host.run("rollback", encodeId(id)),
      };
      for (const [who, finish] of Object.entries(finishers)) {
        const id = await host.applied();
        writeFileSync(host.path("transactions", id, "phase"), "confirmed\n");
        expect(host.history(id)).to.equal("pending");
        await finish(id);
        if (who.startsWith("a rollback")) await host.run("tidy");
        expect(host.history(id), who).to.equal("confirmed");
        expect(host.transactions(), who).to.deep.equal([]);
      }
    });

    it("is undone when nobody has acknowledged it in time, and the client is told so", async () => {
      const id = await host.applied({ rollbackAfter: 2 });
      const confirming = host.start("confirm", encodeConfirm(id, true));
      const token = await confirming.heard("offer");
      while (host.transactions().length > 0) await pause(50);
      confirming.reply(`keep ${token}`);
      expect(await confirming.ended).to.match(/refused rolled-back not confirmed within 2 s\n$/);
    });

    it("waits for no probe whose name nobody resolves", async () => {
      host.command("ping", '[ -e "$0.slow" ] || exit 0\nexec sleep 60');
      const id = await host.applied({ probes: [{ ping: "gateway.example" }] });
      writeFileSync(`${host.folder}/bin/ping.slow`, "");
      host.command(
        "timeout",
        '[ "$3" != 4 ] || { shift 3; exec /usr/bin/timeout 0.2 "$@"; }\nexec /usr/bin/timeout "$@"',
      );
      const begin = performance.now();
      expect(await ask(id)).to.equal(
        "refused probe probe ping gateway.example passed before the change and does not pass now\n",
      );
      expect(performance.now() - begin).to.be.lessThan(15_000);
    });
  });

for (const shell of ["dash", "bash"])
  describe(`A change whose client has given up, under ${shell}`, function () {
    this.timeout(60_000);
    let host: Playground;
    beforeEach(() => {
      host = new Playground(shell);
    });
    afterEach(() => host.close());

    const GIVEN_UP = "refused late its client has given up meanwhile\n";

    it("never begins when its confirmation or rollback came before its request", async () => {
      for (const action of ["confirm", "rollback"] as const) {
        const { id, input } = await host.request();
        expect(await host.run(action, encodeId(id))).to.match(
          /^refused unknown the change had not begun( on machine [0-9a-f]*)?, and will not\n$/,
        );
        expect(await host.run("begin", input)).to.equal(GIVEN_UP);
        expect(host.transactions()).to.deep.equal([]);
        expect(host.history(id)).to.equal("none");
      }
    });

    it("never begins when its confirmation or rollback came while the host made ready", async () => {
      for (const action of ["confirm", "rollback"] as const) {
        host.command("sync", '[ -e "$0.go" ] || { : >"$0.here"; while [ ! -e "$0.go" ]; do sleep 0.05; done; }');
        const { id, input } = await host.request();
        const beginning = host.start("begin", input);
        while (!existsSync(`${host.folder}/bin/sync.here`)) await pause(20);
        expect(await host.run(action, encodeId(id))).to.match(/^refused unknown the change had not begun/);
        writeFileSync(`${host.folder}/bin/sync.go`, "");
        expect(await beginning.ended).to.equal(GIVEN_UP);
        expect(host.transactions()).to.deep.equal([]);
        for (const name of ["here", "go"]) rmSync(`${host.folder}/bin/sync.${name}`);
      }
    });

    it("does not begin after the moment that its client named, on the clock that nobody sets", async () => {
      const late = await host.request({ armBefore: 1 });
      expect(await host.run("begin", late.input)).to.equal(
        "refused late making it ready took longer than its client waits\n",
      );
      const slow = Math.floor(Number((await host.run("observe")).match(/^clock (\d+)$/m)?.[1])) + 3;
      host.command("sync", "sleep 4");
      const { input } = await host.request({ armBefore: slow });
      expect(await host.run("begin", input)).to.equal(
        "refused late making it ready took longer than its client waits\n",
      );
      expect(host.transactions()).to.deep.equal([]);
    });

    it("does not wait for a disk that never takes what was written", async () => {
      host.command("sync", "exec sleep 600");
      host.replaced = ["sync_disk 60", "sync_disk 1"];
      expect(await host.run("begin", (await host.request()).input)).to.equal(
        "refused late what was written did not reach the disk within 60 s\n",
      );
    });

    it("is told from one that is on its way: that one is not given up", async () => {
      const id = await host.applied();
      writeFileSync(host.path("transactions", id, "phase"), "armed\n");
      expect(await host.run("confirm", encodeId(id))).to.equal("refused pending armed\n");
      expect(existsSync(host.path("abandoned", id))).to.equal(false);
    });
  });
