import { setTimeout as pause } from "node:timers/promises";
import type { Lab } from "../lab/lab";
import type { Running } from "./drivers";
import { unwrapped } from "./wrap";

/** Seconds in which a client that lives may still confirm, and in which a worker may begin, also on a busy machine. */
const CLIENT = 10;
const WORKER = 4;

/** Names the transaction that nothing but its timer can end. Nothing but the shell's own words: any command may be harmed. */
const WAITING = `for dir in /var/lib/pulumi-linux-bond/transactions/*; do
  read -r phase <"$dir/phase" && read -r pid _ <"$dir/worker" || continue
  case $phase in
    applied) echo "\${dir##*/}" ;;
    armed | applying) [ -d "/proc/$pid" ] || echo "\${dir##*/}" ;;
  esac
done 2>/dev/null`;

/**
 * Passes the time: where a transaction only waits for its timer, what the timer starts is started now. The timer itself
 * is left to run out where the clock is what goes wrong, and in every tenth run.
 *
 * @returns what ends it
 */
export function passTime(lab: Lab, running: Running): () => Promise<void> {
  const over = new AbortController();
  let patience = CLIENT;
  running.ended.then(() => {
    patience = WORKER;
  });
  const watch = async () => {
    for (let [waiting, since] = ["", 0]; !over.signal.aborted; await pause(1000)) {
      const { stdout } = await lab.machine(WAITING, "", 30);
      const id = stdout.trim();
      if (id === "" || id !== waiting) [waiting, since] = [id, Date.now()];
      else if (Date.now() - since > patience * 1000)
        await lab.machine(`${unwrapped("systemctl")} start --no-block pulumi-linux-bond-${id}.service`, "", 30);
    }
  };
  const watching = watch();
  return async () => {
    over.abort();
    await watching;
  };
}
