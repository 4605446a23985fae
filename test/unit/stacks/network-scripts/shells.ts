import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A text to source and the variables to ask for afterwards. */
export interface Sourced {
  text: string;
  keys: readonly string[];
}

/**
 * What a real shell makes of each text: the values of its keys, undefined for one that is not set. All texts go through one
 * shell, each (or some `together`) in a subshell of its own without PATH and in an empty folder. Files that it finds there afterwards are named in
 * `made`: something ran that should not have.
 */
export function sourceAll(
  shell: "bash" | "dash",
  texts: readonly Sourced[],
  together = 1,
): { values: Record<string, string>[]; made: string } {
  const folder = mkdtempSync(join(tmpdir(), "ifcfg-"));
  const run = mkdtempSync(join(tmpdir(), "ifcfg-run-"));
  try {
    const commands = texts.map(({ text, keys }, index) => {
      writeFileSync(join(folder, String(index)), text);
      const show = keys.map((key) => `[ "\${${key}+x}" ] && printf '%s=%s\\0' ${key} "$${key}"`).join("; ");
      return `unset ${keys.join(" ")}; . ${folder}/${index} >/dev/null; ${show || ":"}; printf 'end\\0'`;
    });
    const script = commands.flatMap((_, index) =>
      index % together === 0 ? `(${commands.slice(index, index + together).join("\n")}) 2>/dev/null </dev/null` : [],
    );
    writeFileSync(join(folder, "all"), script.join("\n"));
    const out = execFileSync(
      "/usr/bin/env",
      ["-i", "PATH=/nowhere", "LC_ALL=C.UTF-8", `/bin/${shell}`, join(folder, "all")],
      {
        cwd: run,
        maxBuffer: 1 << 28,
      },
    );
    const made = execFileSync("ls", ["-A", run]).toString().trim();
    return { values: split(out.toString("utf8")), made };
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(run, { recursive: true });
  }
}

/** Records end in a NUL each: KEY=value, and "end" behind the last one of a text. */
function split(out: string): Record<string, string>[] {
  const values: Record<string, string>[] = [];
  let pairs: [string, string][] = [];
  for (const record of out.split("\0")) {
    const equals = record.indexOf("=");
    if (equals >= 0) pairs.push([record.slice(0, equals), record.slice(equals + 1)]);
    else if (record === "end") {
      values.push(Object.fromEntries(pairs));
      pairs = [];
    }
  }
  return values;
}
