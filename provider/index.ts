import { sayAsidesToEngine } from "./plugin/lines";
import { printableLines } from "./ssh";
import { check } from "./verbs/check";
import { create } from "./verbs/create";
import { remove } from "./verbs/delete";
import { diff } from "./verbs/diff";
import { read } from "./verbs/read";
import { configure } from "./verbs/settings";
import { update } from "./verbs/update";

sayAsidesToEngine(process.argv);

/** What fails may quote a host: neither the message nor the stack, which the engine prints as well, reaches a terminal raw. */
const shown =
  <A extends unknown[], R>(verb: (...args: A) => Promise<R>) =>
  (...args: A): Promise<R> =>
    verb(...args).catch((error: Error) => {
      const { message, stack = "" } = error;
      throw Object.assign(error, { message: printableLines(message), stack: printableLines(stack) });
    });

/** What the engine's provider process runs: the seven verbs of a Pulumi dynamic resource. */
export const provider = {
  configure: async ({ config }: { config: Parameters<typeof configure>[0] }) => configure(config),
  check: shown(check),
  diff: shown(diff),
  create: shown(create),
  read: shown(read),
  update: shown(update),
  delete: shown(remove),
};
