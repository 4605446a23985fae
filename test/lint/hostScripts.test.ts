import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { hostScript } from "../../provider/host/scripts";
import { needHostTools } from "../lab/hostTools";
import { ROOT } from "../root";

describe("The scripts for a host", () => {
  before("install shellcheck where it is missing", function () {
    this.timeout(600_000);
    needHostTools();
  });

  it("are taken by shellcheck as POSIX sh without a word", function () {
    this.timeout(60_000);
    const examine = readFileSync(join(ROOT, "provider/host/examine.sh"), "utf8");
    const all = `${hostScript("begin").replace(/\nbegin\n$/, "\n")}\n${examine}\n"$1"\n`;
    const { status, stdout, error } = spawnSync("shellcheck", ["-s", "sh", "-"], { input: all, encoding: "utf8" });
    expect(error?.message, "shellcheck").to.equal(undefined);
    expect(stdout).to.equal("");
    expect(status).to.equal(0);
  });
});
