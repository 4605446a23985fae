import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./root";

const run = promisify(execFile);
const NAME = "pulumi-resource-linux-bond";
const MAIN = "node_modules/pulumi-linux-bond/bin/provider/plugin/main.js";

/** No native code is in it, so the archives differ by name only: that is how Pulumi asks for one. */
const PLATFORMS = ["linux", "darwin", "windows"].flatMap((system) => [`${system}-amd64`, `${system}-arm64`]);

/** The package as it is compiled here, packed without a new compilation under the feet of other tests, with what it depends on, and the executables that start it with the machine's Node. */
async function fill(folder: string): Promise<string> {
  const { stdout } = await run(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder],
    {
      cwd: ROOT,
    },
  );
  const [{ filename, version }] = JSON.parse(stdout.slice(stdout.indexOf("[\n")));
  const without = ["--omit=optional", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await writeFile(join(folder, "package.json"), '{ "private": true }\n');
  await run("npm", ["install", ...without, join(folder, filename)], { cwd: folder });
  await rm(join(folder, filename));
  await writeFile(
    join(folder, NAME),
    `#!/bin/sh\nhere=$(dirname -- "$(readlink -f -- "$0")")\nexec node "$here/${MAIN}" "$@"\n`,
  );
  await chmod(join(folder, NAME), 0o755);
  await writeFile(join(folder, `${NAME}.cmd`), `@node "%~dp0${MAIN.replaceAll("/", "\\")}" %*\r\n`);
  return version;
}

/** Writes one archive for each platform into a folder, for `pulumi plugin install --file`, and gives their paths. */
export async function archives(into: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "linux-bond-archive-"));
  try {
    const version = await fill(folder);
    const paths = PLATFORMS.map((platform) => resolve(into, `${NAME}-v${version}-${platform}.tar.gz`));
    await mkdir(into, { recursive: true });
    const [first = "", ...others] = paths;
    await run("tar", ["-czf", first, "-C", folder, "."]);
    for (const other of others) await copyFile(first, other);
    return paths;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (require.main === module)
  archives(process.argv[2] ?? "archives").then(
    (paths) => console.log(paths.join("\n")),
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
