import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { CACHE } from "../lab/cache";
import { during } from "../lab/progress";
import { builtEngine } from "./build";

const run = promisify(execFile);

/** The engine the tests were written against; an older one lacks what they use. */
const VERSION = "3.255.0";

/** A real Pulumi CLI, the environment to run it in, and where it came from. */
export interface Engine {
  bin: string;
  env: NodeJS.ProcessEnv;
  how: string;
}

const HOME = join(CACHE, "pulumi-home");
const DOWNLOADED = join(HOME, "versions", VERSION, "bin", "pulumi");

const newEnough = (version: string) => {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > 3 || (major === 3 && minor >= 255);
};

async function onPath(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const folder = folders.find(
    (each) => existsSync(join(each, "pulumi")) && existsSync(join(each, "pulumi-language-nodejs")),
  );
  if (folder === undefined) return undefined;
  const { stdout } = await run(join(folder, "pulumi"), ["version"], { timeout: 30_000 });
  return newEnough(stdout.trim()) ? join(folder, "pulumi") : undefined;
}

/** Pulumi's own downloader, an npm package; where its site cannot be reached it fails at once. */
async function downloaded(): Promise<string | undefined> {
  if (existsSync(DOWNLOADED)) return DOWNLOADED;
  const attempt = () =>
    run("npx", ["--yes", `pulumi@${VERSION}`, "version"], {
      timeout: 180_000,
      env: { ...process.env, PULUMI_HOME: HOME },
    });
  await during(`Looking for Pulumi ${VERSION} at its download site`, () => attempt().catch(() => undefined));
  return existsSync(DOWNLOADED) ? DOWNLOADED : undefined;
}

async function find(): Promise<{ bin: string; how: string }> {
  const own = await onPath();
  if (own !== undefined) return { bin: own, how: "found on PATH" };
  const built = builtEngine.there();
  if (built !== undefined) return { bin: built, how: "built from its Go module earlier" };
  const loaded = await downloaded();
  if (loaded !== undefined) return { bin: loaded, how: "downloaded by Pulumi's own downloader" };
  return { bin: await builtEngine.make(), how: "built from its Go module" };
}

let found: Promise<Engine> | undefined;

/** The real CLI: the user's own when it is new enough, else Pulumi's download, else built with Go, once per machine. */
export function engine(): Promise<Engine> {
  found ??= find().then(({ bin, how }) => ({
    bin,
    how,
    env: {
      ...process.env,
      PATH: `${dirname(bin)}${delimiter}${process.env.PATH ?? ""}`,
      PULUMI_HOME: HOME,
      PULUMI_CONFIG_PASSPHRASE: "lab",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
      NO_COLOR: "1",
    },
  }));
  return found;
}
