import { type HostEvent, outcomeOf, parseEvent } from "../host/progress";
import { encodeId } from "../host/request";
import { hostScript } from "../host/scripts";
import { printable, type Result, withSession } from "../ssh";
import { type Call, CommandError, EXIT, type HostCommand } from "./command";

/** `transactions root@host`: what changed there and when, and what is still unconfirmed. */
export const TRANSACTIONS: HostCommand = {
  name: "transactions",
  words: "",
  summary: "print what was changed on a host, and what waits to be confirmed",
  options: [],
  run: transactions,
};

/** `rollback root@host [id]`: undoes the change that is not confirmed, now. */
export const ROLLBACK: HostCommand = {
  name: "rollback",
  words: "[id]",
  summary: "undo now what is not confirmed",
  options: [],
  run: rollback,
};

async function transactions({ connection, io }: Call): Promise<number> {
  const { host } = connection;
  const command = { script: hostScript("transactions"), input: "" };
  const { code, stdout, stderr } = await withSession(connection, (session) => session.run(command));
  if (code !== 0) throw new CommandError(`Unable to list the transactions of ${host}: ${why(stdout, stderr)}`);
  const lines = stdout.split("\n").filter((line) => line !== "");
  io.out(
    lines.length === 0
      ? `Nothing was changed on ${host} yet.\n`
      : lines.map((line) => `${printable(line, 1000)}\n`).join(""),
  );
  return EXIT.well;
}

async function rollback({ connection, words, io }: Call): Promise<number> {
  const { host } = connection;
  const input = encodeId(words[0]);
  const onLine = (line: string) => io.out(`${printable(line.replace(/^\| /, ""))}\n`);
  const result = await withSession(connection, (session) =>
    session.run({ script: hostScript("rollback"), input, onLine }),
  );
  return report(result, host, io);
}

function report({ stdout, stderr }: Result, host: string, io: Call["io"]): number {
  const events: HostEvent[] = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map(parseEvent);
  const outcome = outcomeOf(events);
  if (outcome.result === "refused" && outcome.refusal === "unknown") {
    io.out(`Nothing to roll back on ${host}: no change waits to be confirmed.\n`);
    return EXIT.well;
  }
  if (outcome.result !== "rolled-back")
    throw new CommandError(`Unable to roll back on ${host}: ${why(stdout, stderr)} See: transactions ${host}`);
  for (const text of outcome.notRestored) io.err(`Not restored: ${printable(text)}\n`);
  io.out(`Rolled back on ${host}: ${printable(outcome.reason) || "the former configuration is back"}.\n`);
  return outcome.notRestored.length === 0 ? EXIT.well : EXIT.unwell;
}

function why(stdout: string, stderr: string): string {
  const outcome = outcomeOf(
    stdout
      .split("\n")
      .filter((line) => line !== "")
      .map(parseEvent),
  );
  if (outcome.result === "refused" && outcome.refusal === "not-root")
    return "it needs root. Use --user root or --sudo.";
  if (outcome.result === "refused") return `${printable(outcome.reason) || outcome.refusal}.`;
  if (outcome.result === "confirmed") return "it is confirmed already; change the program and update instead.";
  return printable(stderr.trim()) || "the host's answer breaks off.";
}
