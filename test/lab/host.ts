import { type HostEvent, type Outcome, outcomeOf, parseEvent, splitConfirm } from "../../provider/host/progress";
import { type BeginRequest, encodeBegin, encodeConfirm, encodeId, newTransactionId } from "../../provider/host/request";
import { type HostAction, hostScript } from "../../provider/host/scripts";
import type { Observed } from "../../provider/model/observed";
import type { Plan } from "../../provider/model/plan";
import { decodeObserved } from "../../provider/observe/decode";
import type { Said } from "./control";
import type { Lab } from "./lab";

/** What one call of `begin`, `follow` or `rollback` said. */
interface Call {
  id: string;
  code: number;
  text: string;
  events: HostEvent[];
  outcome: Outcome;
}

/**
 * Whatever a transaction may not leave behind: temporary files, folders, units, timers, processes. The guard that ran at
 * boot and removed its file is still a name in systemd's memory, inactive: that is not counted.
 */
const LEFT = `
find /etc -name '.pulumi-linux-bond*' -o -name 'pulumi-linux-bond*'
find /var/lib/pulumi-linux-bond/transactions -mindepth 1 2>/dev/null
systemctl list-units --plain --no-legend 'pulumi-linux-bond*'
grep -lsa 'pulumi-linux-bond/transactions/[0-9]' /proc/[0-9]*/cmdline | while read -r file; do tr '\\0' ' ' <"$file"; done
`;

/** What a client does with the offer of a confirmation, in the machine's own shell: acknowledges it on descriptor 6. */
const ACKNOWLEDGE = `client=/run/client.$$
mkfifo "$client" && exec 6<>"$client" && rm "$client"
acknowledge() {
  while IFS= read -r line; do
    printf '%s\\n' "$line"
    case $line in "offer "*) echo "keep \${line#offer }" >&6 ;; esac
  done
}
`;

/** The machine under test through our scripts alone, without SSH of ours and without its network. */
export class Host {
  constructor(readonly lab: Lab) {}

  run(action: HostAction, input = ""): Promise<Said> {
    return this.lab.machine(`exec 2>&1\n${hostScript(action)}`, input);
  }

  async look(): Promise<Observed> {
    return decodeObserved((await this.run("observe")).stdout);
  }

  async begin(plan: Plan, over: Partial<BeginRequest> = {}): Promise<Call> {
    const id = newTransactionId(new Date(), Math.random().toString(36).slice(2));
    const digest = over.digest ?? (await this.look()).digest;
    const request = { id, plan, digest, holder: "ann@laptop pid 4711", rollbackAfter: 60, probes: [], ...over };
    return this.call(id, await this.run("begin", encodeBegin(request)));
  }

  async follow(id: string): Promise<Call> {
    return this.call(id, await this.run("follow", encodeId(id)));
  }

  async rollback(id?: string): Promise<Call> {
    return this.call(id ?? "", await this.run("rollback", encodeId(id)));
  }

  /** Confirms as a client does: asks again as long as the change is on its way. */
  async confirm(id: string): Promise<{ outcome: Outcome; observed?: Observed }> {
    const text = `exec 2>&1\n${ACKNOWLEDGE}{\n${hostScript("confirm")}} | acknowledge`;
    const ask = async () => splitConfirm((await this.lab.machine(text, encodeConfirm(id, true))).stdout);
    let answer = await ask();
    while (answer.outcome.result === "refused" && answer.outcome.refusal === "pending") {
      await new Promise((resolve) => setTimeout(resolve, 500));
      answer = await ask();
    }
    const { outcome, observation } = answer;
    return observation === undefined ? { outcome } : { outcome, observed: decodeObserved(observation) };
  }

  private call(id: string, said: Said): Call {
    const lines = said.stdout.split("\n").filter((line) => line !== "");
    const events = lines.map(parseEvent);
    return { id, code: said.code, text: said.stdout, events, outcome: outcomeOf(events) };
  }

  /** What a finished transaction left, "" when nothing. The worker that has just said the last word may still be leaving. */
  async leftovers(): Promise<string> {
    let left = "";
    for (let tries = 0; tries < 20; tries++) {
      left = (await this.lab.machine(LEFT)).stdout;
      if (left === "") break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return left;
  }

  /** Waits until the host says that nothing is pending. */
  async settled(seconds: number): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while ((await this.lab.machine("ls -A /var/lib/pulumi-linux-bond/transactions")).stdout !== "") {
      if (Date.now() > deadline) throw new Error(`A transaction is still pending after ${seconds} s.`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}
