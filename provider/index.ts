import { check } from "./verbs/check";
import { create } from "./verbs/create";
import { remove } from "./verbs/delete";
import { diff } from "./verbs/diff";
import { read } from "./verbs/read";
import { configure } from "./verbs/settings";
import { update } from "./verbs/update";

/** What the engine's provider process runs: the seven verbs of a Pulumi dynamic resource. */
export const provider = {
  configure: async ({ config }: { config: Parameters<typeof configure>[0] }) => configure(config),
  check,
  diff,
  create,
  read,
  update,
  delete: remove,
};
