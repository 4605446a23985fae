import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../../root";

const TALKER = `
  process.on("uncaughtException", (error) => { console.error("uncaught", error); process.exitCode = 9; });
  const { say } = require(process.argv[1]);
  let lines = 0;
  const timer = setInterval(() => { say({ device: "bond0", host: "h" }, "a line"); if (++lines > 20) clearInterval(timer); }, 5);
`;

describe("A line for the person at the terminal", () => {
  it("is lost in silence when the engine that would show it was killed", async () => {
    const child = spawn(process.execPath, ["-e", TALKER, join(ROOT, "bin/provider/verbs/say.js")]);
    child.stdout.destroy();
    child.stderr.destroy();
    const [code] = await once(child, "exit");
    expect(code).to.equal(0);
  });
});
