import type { HostFile } from "../../provider/model/observed";
import type { FileChange } from "../../provider/model/plan";
import { Kernel } from "./kernel";
import type { Memory } from "./recall";

type Files = Map<string, HostFile>;
type Originals = Map<string, Map<string, HostFile | null>>;

const plain = (content: string): HostFile => ({ content, mode: "644", owner: "root:root", exact: true });

/** A whole host of the model: its kernel, its files, what was kept of them, its DHCP clients. */
export class Host {
  readonly kernel: Kernel;
  files: Files = new Map();
  originals: Originals = new Map();
  readonly dhcp = new Set<string>();
  /** What the kernel knew when the change under way began. */
  memory: Memory = { links: [], routes: [], rules: [], touched: [], dropped: [], declared: [], back: false };

  private constructor(release?: string) {
    this.kernel = new Kernel(release);
  }

  /** Four NICs; em1 is up with an address of its own and the default route, as its file says. */
  static fresh(release?: string): Host {
    const host = new Host(release);
    for (const number of [1, 2, 3, 4]) host.kernel.addNic(`em${number}`, `52:54:00:00:00:0${number}`);
    host.put("/etc/sysconfig/network", "NETWORKING=yes\n");
    host.put("/etc/resolv.conf", "search here\nnameserver 10.0.2.3\n");
    return host;
  }

  put(path: string, content: string): void {
    this.files.set(path, plain(content));
  }

  text(path: string): string | undefined {
    return this.files.get(path)?.content;
  }

  /** Swaps the files of a plan in, keeping and restoring originals as it says: what they were when it began. */
  swap(device: string, changes: readonly FileChange[], before: Files): void {
    const kept = this.originals.get(device) ?? new Map<string, HostFile | null>();
    this.originals.set(device, kept);
    for (const { path, content, keepOriginal, restoreOriginal, forgetOriginal } of changes) {
      if (keepOriginal && !kept.has(path)) kept.set(path, before.get(path) ?? null);
      const next = restoreOriginal ? (kept.get(path) ?? null) : content === null ? null : plain(content);
      if (restoreOriginal || forgetOriginal) kept.delete(path);
      if (next) this.files.set(path, next);
      else this.files.delete(path);
    }
    if (kept.size === 0) this.originals.delete(device);
  }

  /** A copy of files and originals, to come back to. */
  snapshot(): { files: Files; originals: Originals } {
    const originals = new Map([...this.originals].map(([device, kept]) => [device, new Map(kept)]));
    return { files: new Map(this.files), originals };
  }

  restore(snapshot: { files: Files; originals: Originals }): void {
    this.files = new Map(snapshot.files);
    this.originals = new Map([...snapshot.originals].map(([device, kept]) => [device, new Map(kept)]));
  }
}
