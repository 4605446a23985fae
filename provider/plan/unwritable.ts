import type { Observed } from "../model/observed";
import type { FileChange } from "../model/plan";
import type { Refuse } from "./refuse";

/** What stands in a text for bytes that are not UTF-8. */
const LOST = "\uFFFD";

/** Files that would be written without bytes that they have now: text cannot carry those. */
export function unwritable(changes: readonly FileChange[], { files }: Observed, refuse: Refuse): string[] {
  return changes.flatMap(({ path, content, restoreOriginal }) => {
    if (restoreOriginal || files[path]?.exact !== false || !content?.includes(LOST)) return [];
    const line = content.slice(0, content.indexOf(LOST)).split("\n").length;
    return [
      refuse(
        `${path} has bytes that are not UTF-8 (line ${line}), and they would be lost when it is written`,
        "Write that line in UTF-8 and run the operation again",
      ),
    ];
  });
}
