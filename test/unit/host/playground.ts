import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { type BeginRequest, encodeBegin, newTransactionId } from "../../../provider/host/request";
import { type HostAction, hostScript } from "../../../provider/host/scripts";
import type { Plan } from "../../../provider/model/plan";

/** A change of nothing: it is whole as soon as its worker has run. */
const NOTHING: Plan = { device: "bond0", files: [], steps: [], verify: [] };

/** Folders of a host that the scripts write to. */
const MOVED = ["/var/lib/pulumi-linux-bond", "/etc/systemd", "/run/systemd", "/etc/sysconfig"];

/** A script that runs. */
export interface Conversation {
  /** All that it printed so far. */
  text: string;
  /** Waits for a line and gives back what stands behind the word. */
  heard(word: string): Promise<string>;
  /** A line to the script; without one the client is gone. */
  reply(line?: string): void;
  ended: Promise<string>;
}

/** The unchanged scripts on this machine, with a folder in the place of those that they write to; nobody needs to be root. */
export class Playground {
  readonly folder = mkdtempSync(join(tmpdir(), "playground-"));
  readonly #children = new Set<ChildProcess>();

  constructor(readonly shell: string) {
    for (const name of ["bin", "etc/sysconfig/network-scripts", "var/lib/pulumi-linux-bond"])
      mkdirSync(join(this.folder, name), { recursive: true });
  }

  /** Takes the place of a text in the scripts: a limit that no test waits for. */
  replaced: [text: string, by: string] = ["", ""];

  /** A text of ours with the folders moved. */
  moved(text: string): string {
    const moved = MOVED.reduce((all, path) => all.replaceAll(path, `${this.folder}${path}`), text);
    return moved.replaceAll("PATH=/usr/sbin:", `PATH=${this.folder}/bin:/usr/sbin:`).replace(...this.replaced);
  }

  /** A command that comes before the real one. */
  command(name: string, text: string): void {
    writeFileSync(join(this.folder, "bin", name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(this.folder, "bin", name), 0o755);
  }

  path(...names: string[]): string {
    return join(this.folder, "var/lib/pulumi-linux-bond", ...names);
  }

  read(...names: string[]): string {
    const path = this.path(...names);
    return existsSync(path) ? readFileSync(path, "utf8").trim() : "none";
  }

  transactions(): string[] {
    return existsSync(this.path("transactions")) ? readdirSync(this.path("transactions")) : [];
  }

  /** How a transaction ended, by its line in the history. */
  history(id: string): string {
    return this.read("history", id).split(" ").slice(3).join(" ") || "none";
  }

  start(action: HostAction, input = ""): Conversation {
    const words = this.moved(hostScript(action));
    const call = words.lastIndexOf("\n", words.length - 2);
    const text = `${words.slice(0, call)}\nis_root() { uid=0; }\n${words.slice(call + 1)}`;
    const stdio = Array.from({ length: 7 }, (_, n) => ([0, 1, 2, 6].includes(n) ? "pipe" : "ignore") as "pipe");
    const child = spawn(this.shell, ["-c", text], { stdio });
    this.#children.add(child);
    child.stdin?.on("error", () => {}).end(this.moved(input));
    const client = (child.stdio as unknown[])[6] as Writable;
    client.on("error", () => {});
    const conversation: Conversation = {
      text: "",
      heard: async (word) => {
        for (;;) {
          const line = conversation.text.split("\n").find((each) => each.startsWith(`${word} `));
          if (line !== undefined) return line.slice(word.length + 1);
          if (child.exitCode !== null) throw new Error(`No "${word}" was said: ${conversation.text}`);
          await pause(10);
        }
      },
      reply: (line) => void (line === undefined ? client.destroy() : client.write(`${line}\n`)),
      ended: new Promise((resolve) => child.once("close", () => resolve(conversation.text))),
    };
    child.stderr?.resume();
    child.stdout?.setEncoding("utf8").on("data", (data: string) => {
      conversation.text += data;
    });
    return conversation;
  }

  run = (action: HostAction, input = ""): Promise<string> => this.start(action, input).ended;

  async request(over: Partial<BeginRequest> = {}): Promise<{ id: string; input: string }> {
    const id = newTransactionId(new Date(), Math.random().toString(36).slice(2));
    const digest = /^digest (.*)$/m.exec(await this.run("observe"))?.[1] ?? "";
    const holder = "ann@laptop pid 4711";
    return { id, input: encodeBegin({ id, plan: NOTHING, digest, holder, rollbackAfter: 60, probes: [], ...over }) };
  }

  /** A change that waits to be confirmed. */
  async applied(over: Partial<BeginRequest> = {}): Promise<string> {
    const { id, input } = await this.request(over);
    const text = await this.run("begin", input);
    if (!text.endsWith("phase applied\n")) throw new Error(`It did not get so far: ${text}`);
    return id;
  }

  /** Ends what still waits there, and takes the folder away. */
  close(): void {
    for (const child of this.#children) child.kill("SIGKILL");
    for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
      try {
        if (readFileSync(`/proc/${entry}/cmdline`, "utf8").includes(this.folder))
          process.kill(Number(entry), "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    spawnSync("rm", ["-rf", this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
