import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { resetPools } from "../../../provider/ssh";
import type { Transaction } from "../../../provider/verbs/failure";
import { transact } from "../../../provider/verbs/transact";
import { KILLED } from "./judge";

const SAID = "SAID ";

/** A change made by a process of its own, so that it can be killed. */
export class Client {
  #child: ChildProcess | undefined;
  #killed = false;

  /** What the client said in the end, "" when the change is there. */
  async transact(change: Transaction): Promise<string> {
    if (this.#killed) return KILLED;
    const child = spawn("setpriv", ["--pdeathsig", "KILL", process.execPath, __filename], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child = child;
    child.stdin.on("error", () => {}).end(JSON.stringify(change));
    const lines = (await text(child.stdout)).split("\n").filter((line) => line !== "");
    const last = lines.at(-1) ?? "";
    for (const line of lines) if (!line.startsWith(SAID)) console.log(line);
    if (last.startsWith(SAID)) return JSON.parse(last.slice(SAID.length));
    return this.#killed ? KILLED : `The client ended without a word: ${last}`;
  }

  async kill(): Promise<void> {
    this.#killed = true;
    this.#child?.kill("SIGKILL");
  }
}

/** What the client says of it, "" when the change is there. */
export const word = (change: Transaction): Promise<string> =>
  transact(change).then(
    () => "",
    (error: Error) => error.message,
  );

async function main(): Promise<void> {
  const said = await word(JSON.parse(await text(process.stdin)));
  console.log(SAID + JSON.stringify(said));
  await resetPools();
}

if (require.main === module) main().then(() => process.exit(0));
