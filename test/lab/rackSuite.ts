import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Example } from "./example";
import { Lab } from "./lab";
import { type RackHost, rack } from "./rack";

/** `~/.ssh/config` of the person at the terminal: how the names of the rack lead to the lab's ports. */
const sshConfig = (hosts: RackHost[]) =>
  hosts
    .map(({ name, connection: { port, privateKeyPath, knownHostsPath } }) =>
      [
        `Host ${name}`,
        "HostName 127.0.0.1",
        `Port ${port}`,
        `IdentityFile ${privateKeyPath}`,
        `UserKnownHostsFile ${knownHostsPath}`,
      ].join("\n  "),
    )
    .join("\n");

/** The example `rack` with so many hosts of the lab, at least 8: a canary, five at a time, and one that is down for a while. */
export const playRack = (count: number) =>
  describe(`A rack of ${count} hosts in one stack`, function () {
    this.timeout(600_000);
    let lab: Lab;
    let hosts: RackHost[];
    let home: string;
    let example: Example;
    /** The host whose line is out of the program. */
    let gone = "";

    const configure = (more: Record<string, unknown> = {}) =>
      example.configure({
        hosts: hosts
          .filter(({ name }) => name !== gone)
          .map(({ name, address }) => ({ name, address: `${address}/24` })),
        connection: { agentSocketPath: "", dialErrorLimit: 2, perDialTimeout: 10 },
        gateway: "10.0.2.2",
        ...more,
      });
    const up = (...flags: string[]) => example.run("up", "--yes", "--skip-preview", "--parallel", "32", ...flags);
    /** Runs a shell command beside each host (its number is in $k, what the lab keeps of it in $at); its words by host. */
    const beside = async (command: string): Promise<Record<string, string>> => {
      const { stdout } = await lab.machine(
        `for k in $(seq ${count}); do at=/run/rack/$k; echo "$k" $(${command}); done`,
      );
      return Object.fromEntries(
        stdout
          .trim()
          .split("\n")
          .map((line) => [`rack${line.split(" ")[0]}`, line.split(" ").slice(1).join(" ")]),
      );
    };
    const inside = "nsenter --target $(cat $at/pid) --net --mount --root --wd=/";
    /** The hosts by what the kernel of each says of the bond's link monitor. */
    const miimons = () => beside(`${inside} cat /sys/class/net/bond0/bonding/miimon 2>/dev/null`);
    const have = (values: Record<string, string>, value: string) =>
      Object.keys(values).filter((name) => values[name] === value);
    /** What the sshd of each host has seen so far: connections and commands. */
    const counted = () =>
      beside("grep -c 'Accepted publickey' $at/log; grep -c 'Starting session: command' $at/log").then((all) =>
        Object.values(all).map((text) => text.split(" ").map(Number)),
      );
    /** What the sshds see of some work: "connections / commands" of each host. */
    const seenDuring = async (work: () => Promise<unknown>) => {
      const before = await counted();
      await work();
      const after = await counted();
      return after.map((numbers, at) =>
        numbers.map((number, which) => number - (before[at]?.[which] ?? 0)).join(" / "),
      );
    };
    /** When the engine began and finished each host, as its lines tell. */
    const order = (output: string, word: string) =>
      [...output.matchAll(new RegExp(`BondInterface (rack\\d+) ${word}`, "g"))].map(([, name = ""]) => name);

    before(async () => {
      lab = await Lab.up();
      await lab.reset();
      hosts = await rack(lab, count);
      home = mkdtempSync(join(tmpdir(), "rack-home-"));
      mkdirSync(join(home, ".ssh"));
      writeFileSync(join(home, ".ssh", "config"), sshConfig(hosts));
      example = await Example.create("rack", { HOME: home });
      await configure();
    });
    after(async () => {
      await example?.remove();
      rmSync(home, { recursive: true, force: true });
    });

    it("gets its bonds, the canary first and never more than five at a time", async () => {
      const { code, output } = await up();
      expect(code, output).to.equal(0);
      expect(have(await miimons(), "100")).to.have.length(count);
      const lines = output.split("\n");
      let busy = 0;
      let busiest = 0;
      for (const line of lines) {
        if (/BondInterface rack\d+ creating/.test(line)) busy++;
        if (/BondInterface rack\d+ created/.test(line)) busy--;
        busiest = Math.max(busiest, busy);
      }
      expect(busiest).to.equal(5);
      expect(order(output, "created")[0]).to.equal("rack1");
      expect(lines.findIndex((line) => line.includes("rack2 creating"))).to.be.greaterThan(
        lines.findIndex((line) => line.includes("rack1 created")),
      );
    });

    it("has nothing to do the second time, and no host is asked", async () => {
      const seen = await seenDuring(async () => {
        const { code, output } = await up("--expect-no-changes");
        expect(code, output).to.equal(0);
      });
      expect(seen).to.deep.equal(hosts.map(() => "0 / 0"));
    });

    it("is refreshed over one connection and one command per host", async () => {
      const refresh = () =>
        example.must("refresh", "--yes", "--skip-preview", "--parallel", "32", "--expect-no-changes");
      expect(await seenDuring(refresh)).to.deep.equal(hosts.map(() => "1 / 1"));
    });

    it("stops behind a host that is down, which the error names", async () => {
      await lab.switch("ip link set r3p1 down; ip link set r3p2 down");
      await configure({ miimon: 200 });
      const { code, output } = await up();
      expect(code).to.not.equal(0);
      expect(output).to.match(/Unable to connect to rack3: /);
      expect(output).to.not.match(/Unable to connect to (?!rack3: )/);
      const changed = have(await miimons(), "200");
      expect(changed).to.include("rack1");
      expect(changed.map((name) => Number(name.slice(4))).every((number) => number < 3 + 5)).to.equal(true);
    });

    it("goes on with all the others where the program asks for no order, and the error names the one", async () => {
      await configure({ miimon: 200, canaries: 0, atOnce: count });
      const { code, output } = await up("--continue-on-error");
      expect(code).to.not.equal(0);
      expect(output).to.match(/Unable to connect to rack3: /);
      expect(have(await miimons(), "100")).to.deep.equal(["rack3"]);
    });

    it("goes on from there when the host is back", async () => {
      await lab.switch("ip link set r3p1 up; ip link set r3p2 up");
      await configure({ miimon: 200 });
      const { code, output } = await up();
      expect(code, output).to.equal(0);
      expect(order(output, "updated")).to.deep.equal(["rack3"]);
      expect(have(await miimons(), "200")).to.have.length(count);
    });

    it("lets go of a host that is gone for good: up fails at that one alone, until the state forgets it", async () => {
      await lab.switch("ip link set r3p1 down; ip link set r3p2 down");
      gone = "rack3";
      await configure({ miimon: 300 });
      const { code, output } = await up();
      expect(code).to.not.equal(0);
      expect(output).to.match(/Unable to connect to rack3: /);
      expect(output).to.not.match(/Unable to (?!connect to rack3: )/);
      expect(have(await miimons(), "300")).to.have.length(count - 1);
      const urn = /urn:\S+::rack3(?!\S)/.exec(await example.must("stack", "--show-urns"))?.[0];
      await example.must("state", "delete", String(urn), "--yes");
      const again = await up("--expect-no-changes");
      expect(again.code, again.output).to.equal(0);
    });

    it("gives the NICs of all others back", async () => {
      await example.must("destroy", "--yes", "--skip-preview", "--parallel", "32");
      expect(have(await miimons(), "")).to.have.length(count - 1);
    });
  });
