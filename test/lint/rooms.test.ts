import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../root";

/** Every import of a room's sources, as "file: from". */
function importsOf(room: string): string[] {
  const folder = join(ROOT, "provider", room);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return sources.flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/from "([^"]+)";/g)].map(([, from]) => `${room}/${name}: ${from}`);
  });
}

const found = (room: string, pattern: RegExp) =>
  importsOf(room).filter((line) => pattern.test(line.split(": ")[1] ?? ""));

describe("The rooms of the provider", () => {
  it("ask in one direction: what differs knows nothing of what to do about it, and the other way round", () => {
    expect(found("drift", /\/plan\//)).to.deep.equal([]);
    expect(found("plan", /\/drift/)).to.deep.equal([]);
    expect(found("compare", /\/(plan|drift|verbs)\//)).to.deep.equal([]);
    for (const room of ["check", "options", "model", "ip", "routing"])
      expect(found(room, /\/(plan|drift|compare|verbs|observe)\//), room).to.deep.equal([]);
  });

  it("know a network stack and its files in one room, and are handed what these say", () => {
    for (const room of ["plan", "drift", "boot", "compare", "model", "options", "ip", "routing", "proc"])
      expect(found(room, /\/(stacks|formats)\//), room).to.deep.equal([]);
    for (const room of ["cli", "observe", "plugin", "ssh"]) expect(found(room, /\/stacks\//), room).to.deep.equal([]);
    expect(found("formats", /\/(stacks|plan|drift|check|verbs|observe)\//)).to.deep.equal([]);
    expect(found("stacks", /\.\.\/(plan|drift|check|verbs|observe|boot)\//)).to.deep.equal([]);
  });

  it("are pure where they have rules: no files, no hosts, of SSH only what a connection may say", () => {
    const rooms = ["boot", "check", "compare", "drift", "ip", "model", "observe", "options", "plan", "proc", "routing"];
    for (const room of rooms)
      expect(found(room, /^node:(fs|child_process|net)|^ssh2|\/ssh(?!\/(connection|problems)$)/), room).to.deep.equal(
        [],
      );
  });
});
