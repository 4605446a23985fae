import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CACHE, cached, recipe } from "../lab/cache";
import { during } from "../lab/progress";
import { ROOT } from "../root";

const run = promisify(execFile);
export const SOURCE = join(ROOT, "test", "engine");
const CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
export const SDK = "github.com/pulumi/pulumi/sdk/v3";
const LANGUAGE_HOST = `${SDK}/nodejs/cmd/pulumi-language-nodejs`;

const name = () => `engine-${recipe([join(SOURCE, "cli"), join(SOURCE, "language-host")], "stripped")}`;

export async function go(module: string, args: string[]): Promise<string> {
  const options = { cwd: join(SOURCE, module), maxBuffer: 64 << 20 };
  return (await run("go", args, options)).stdout;
}

async function build(folder: string): Promise<void> {
  const flags = `-s -w -X ${SDK}/go/common/version.Version=3.255.0`;
  const target = (binary: string) => ["-mod=readonly", "-o", join(folder, binary)];
  await go("cli", ["build", ...target("pulumi"), "-ldflags", flags, CLI]);
  await go("language-host", ["build", ...target("pulumi-language-nodejs"), "-ldflags", "-s -w", LANGUAGE_HOST]);
  const sdk = (await go("cli", ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK])).trim();
  const script = join(folder, "pulumi-resource-pulumi-nodejs");
  await copyFile(join(sdk, "nodejs", "dist", "pulumi-resource-pulumi-nodejs"), script);
  await chmod(script, 0o755);
}

/** The CLI and its Node language host built from Pulumi's Go modules, kept outside the clone. */
export const builtEngine = {
  there(): string | undefined {
    const bin = join(CACHE, name(), "pulumi");
    return existsSync(bin) ? bin : undefined;
  },
  async make(): Promise<string> {
    const building = () => cached(name(), build);
    return join(await during("Building the Pulumi CLI with Go (some minutes, once per machine)", building), "pulumi");
  },
};

const YAML_HOST = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";

/** The folder with the language host of YAML programs, built from its Go module: the long tests need it. */
export function yamlHost(): Promise<string> {
  const name = `yaml-host-${recipe([join(SOURCE, "yaml-host")])}`;
  const make = async (folder: string) => {
    const target = ["-mod=readonly", "-o", join(folder, "pulumi-language-yaml")];
    await go("yaml-host", ["build", ...target, "-ldflags", "-s -w", YAML_HOST]);
  };
  return during("Building Pulumi's host of YAML programs with Go (a minute, once per machine)", () =>
    cached(name, make),
  );
}
