import { dictionary } from "../model/dictionary";
import type { HostFile, Observed } from "../model/observed";
import { type HostRecord, textsOf } from "./records";

const ORIGINALS = "/var/lib/pulumi-linux-bond/originals/";

/** Files as they are and as they were: `originals` are those under the folder where the host keeps them. */
export function decodeFiles(records: readonly HostRecord[]): Pick<Observed, "files" | "unreadFiles" | "originals"> {
  const contents = new Map(
    records.filter(({ word }) => word === "content").map((record) => [record.text, record.lines] as const),
  );
  const files = dictionary<HostFile>();
  const originals = dictionary<Record<string, HostFile | null>>();
  for (const header of textsOf(records, "file")) {
    const [, mode = "", owner = "", size = "", path = ""] = /^(\d+) (\S+) (\d+) (.*)$/.exec(header) ?? [];
    const file = toFile(mode, owner, Number(size), contents.get(path) ?? []);
    const original = decodeOriginalPath(path);
    if (original === undefined) {
      files[path] = file;
      continue;
    }
    const kept = originals[original.device] ?? dictionary<HostFile | null>();
    kept[original.path] = original.present ? file : null;
    originals[original.device] = kept;
  }
  const unreadFiles = textsOf(records, "unread").filter((path) => !path.startsWith("/sys/"));
  return { files, unreadFiles, originals };
}

/** Lines and size tell whether the last line ended in a newline; any other difference is bytes that text cannot show. */
function toFile(mode: string, owner: string, size: number, lines: readonly string[]): HostFile {
  const whole = lines.map((line) => `${line}\n`).join("");
  const content = Buffer.byteLength(whole) === size + 1 ? whole.slice(0, -1) : whole;
  return { content, mode, owner, exact: Buffer.byteLength(content) === size && !content.includes("\uFFFD") };
}

/** `.../originals/bond0/present%etc%sysconfig%network` -> bond0, present, /etc/sysconfig/network. */
function decodeOriginalPath(path: string): { device: string; present: boolean; path: string } | undefined {
  if (!path.startsWith(ORIGINALS)) return undefined;
  const [device = "", name = ""] = path.slice(ORIGINALS.length).split("/");
  const [state, ...parts] = name.split("%");
  return { device, present: state === "present", path: `/${parts.join("/")}` };
}
