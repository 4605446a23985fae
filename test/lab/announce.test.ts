import { expect } from "chai";
import { Lab } from "./lab";
import { Stack } from "./stack";

/** The lines about a bond among what the CLI prints. */
const about = (output: string): string[] =>
  output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("bond0 on "));

describe("What the engine tells of a change before and while it happens", function () {
  this.timeout(300_000);
  let lab: Lab;
  let stack: Stack;
  const bond = (more: Record<string, unknown> = {}) => ({
    bond0: {
      connection: lab.connection(),
      mode: "balance-rr",
      members: ["em1", "em2"],
      addresses: ["10.0.2.15/24"],
      gateway: "10.0.2.2",
      ...more,
    },
  });
  const LINE =
    "bond0 on 127.0.0.1: mode balance-rr -> active-backup: members are released, about 2 s without link, your SSH session runs over it; the switch needs no setting";
  const slow = { mode: "active-backup", options: { miimon: 100, updelay: 5000 }, apply: { rollbackAfter: 10 } };

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    stack = await Stack.create(bond());
  });
  after(async () => {
    await stack?.remove();
    await lab.reset();
  });

  it("preview tells of a new bond, and the up that makes it tells that the path of SSH moves", async () => {
    const NEW =
      "bond0 on 127.0.0.1: new, balance-rr over em1 and em2: members are released, about 2 s without link; the switch needs the ports in one static LAG (EtherChannel, trunk), without LACP";
    const { output } = await stack.run("preview");
    expect(about(output), output).to.deep.equal([NEW]);
    const lines = about(await stack.up());
    expect(lines[1]).to.match(
      /^bond0 on 127\.0\.0\.1: now: new, .*: the path SSH uses moves, about 2 s without link, your/,
    );
    expect(lines[2]).to.match(
      /\d+ steps, confirmed automatically over a new connection; if that fails, undone by the host/,
    );
    expect([lines[0], ...lines.slice(3)]).to.deep.equal([NEW, "bond0 on 127.0.0.1: confirmed over a new connection"]);
  });

  it("preview prints one line per changed bond, its price and that SSH runs over it; of a new mode also what the switch needs", async () => {
    await stack.declare(bond({ mode: "active-backup" }));
    const { output } = await stack.run("preview");
    expect(about(output), output).to.deep.equal([LINE]);
  });

  it("refresh prints none, with or without a change ahead", async () => {
    const { output } = await stack.run("refresh", "--yes", "--skip-preview");
    expect(about(output), output).to.deep.equal([]);
  });

  it("up says it once, and a rollback timer that had to be raised is shown with its value", async () => {
    await stack.declare(bond(slow));
    const output = await stack.up();
    const lines = about(output);
    expect(
      lines.filter((line) => line.includes("members are released")),
      output,
    ).to.have.length(1);
    expect(output).to.match(
      /bond0 on 127\.0\.0\.1: \d+ steps, confirmed automatically .* undone by the host within 65 s/,
    );
    expect(lines.at(-1)).to.equal("bond0 on 127.0.0.1: confirmed over a new connection");
  });

  it("up tells every step to who debugs, and to nobody else", async () => {
    const steps = (output: string) =>
      about(output.replace(/^ *debug: */gm, "")).filter((line) => /: \d+\/\d+ /.test(line));
    await stack.declare(bond({ mtu: 1400 }));
    expect(steps(await stack.up("--debug"))).to.not.deep.equal([]);
    await stack.declare(bond({ mtu: 1500 }));
    expect(steps(await stack.up())).to.deep.equal([]);
  });
});
