import { execFileSync, spawnSync } from "node:child_process";
import { expect } from "chai";
import { type HostAction, hostScript, transactionScript } from "../../../provider/host/scripts";

const ACTIONS: HostAction[] = ["observe", "examine", "begin", "tidy", "follow", "confirm", "rollback", "transactions"];

describe("The scripts for a host", function () {
  this.timeout(60_000);

  for (const shell of ["dash", "bash"]) {
    it(`are read without complaint by ${shell}`, () => {
      for (const text of [...ACTIONS.map(hostScript), transactionScript()]) {
        const { status, stderr } = spawnSync(shell, ["-n"], { input: text, encoding: "utf8" });
        expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
      }
    });
  }

  it("are the same for every host and every plan, and end in the word for what they do", () => {
    expect(hostScript("confirm"))
      .to.equal(hostScript("confirm"))
      .and.match(/\nconfirm\n$/);
    expect(transactionScript()).to.match(/\nrun_from_copy "\$@"\n$/);
  });

  it("use no tool of which CentOS 7 has another idea", () => {
    const text = `${hostScript("begin")}${hostScript("examine")}`;
    expect(text).not.to.match(
      /\bip -(j|json|br|brief)\b|sync -(?!f [^|]* \|\| sync;)|mktemp|realpath|^\s*local |\[\[|<<</m,
    );
  });

  it("change nothing when they look", () => {
    const before = execFileSync("sh", ["-c", "ls -lan --time-style=full-iso /etc /var/lib"], { encoding: "utf8" });
    for (const action of ["observe", "examine"] as const)
      spawnSync("sh", ["-c", hostScript(action)], { input: "", encoding: "utf8" });
    expect(execFileSync("sh", ["-c", "ls -lan --time-style=full-iso /etc /var/lib"], { encoding: "utf8" })).to.equal(
      before,
    );
  });
});
