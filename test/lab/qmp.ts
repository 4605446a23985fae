import { connect } from "node:net";
import { createInterface } from "node:readline";

type Message = { return?: unknown; error?: { desc: string }; QMP?: unknown; event?: string };

/** Milliseconds of silence after which a QEMU counts as hung; restoring a snapshot takes a few seconds. */
const PATIENCE = 120_000;

/** Says one command of the human monitor to a running QEMU and gives back what it answers. */
export async function monitor(socketPath: string, line: string): Promise<string> {
  const socket = connect(socketPath);
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error(`QEMU did not answer "${line}"`)));
  const failed = new Promise<never>((_, reject) => socket.once("error", reject));
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`QEMU closed its monitor while "${line}" was running`);
      const message = JSON.parse(value as string) as Message;
      if (message.error) throw new Error(`QEMU refused "${line}": ${message.error.desc}`);
      if ("return" in message) return message.return;
    }
  };
  const talk = async () => {
    socket.write('{"execute":"qmp_capabilities"}\n');
    await answer();
    socket.write(`${JSON.stringify({ execute: "human-monitor-command", arguments: { "command-line": line } })}\n`);
    return String(await answer());
  };
  try {
    const text = await Promise.race([talk(), failed]);
    if (/^Error|could not|failed/im.test(text)) throw new Error(`QEMU could not do "${line}": ${text.trim()}`);
    return text;
  } finally {
    socket.destroy();
  }
}
