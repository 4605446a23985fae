import { execFile } from "node:child_process";
import { chmod, copyFile, cp, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { cached, recipe } from "../lab/cache";
import { needHostTools, PYTHON } from "../lab/hostTools";
import { during } from "../lab/progress";
import { ROOT } from "../root";
import { go, SDK, SOURCE } from "./build";
import { type Engine, engine } from "./engine";

const run = promisify(execFile);
const PLUGIN = join(ROOT, "provider", "plugin");
const GENERATOR = "sdk-generator";
/** pip is asked by the language host, setuptools installs the generated SDK. */
const REQUIREMENTS = ["pulumi==3.255.0", "pip==25.3", "mypy==2.4.1", "setuptools==84.2.1"];

/** The folder with the language hosts of Python and Go and with Pulumi's own code generators, built from their modules. */
function hosts(): Promise<string> {
  const modules = ["python-go-hosts", GENERATOR];
  const name = `languages-${recipe(modules.map((module) => join(SOURCE, module)))}`;
  return cached(name, async (folder) => {
    const build = (module: string, ...packages: string[]) =>
      go(module, ["build", "-mod=readonly", "-ldflags", "-s -w", "-o", `${folder}/`, ...packages]);
    await build("python-go-hosts", `${SDK}/python/cmd/pulumi-language-python`, `${SDK}/go/pulumi-language-go`);
    await build(GENERATOR, ".");
    const sdk = (await go(GENERATOR, ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK])).trim();
    const script = "pulumi-language-python-exec";
    await copyFile(join(sdk, "python", "cmd", script), join(folder, script));
    await chmod(join(folder, script), 0o755);
  });
}

/** The folders of the SDKs, under a name that changes with what is in them. */
interface Sdks {
  name: string;
  python: string;
  go: string;
}

/** The folder with an SDK for each language, generated from the schema that the CLI asks the plugin for. */
async function sdks(generators: string, { bin, env }: Engine): Promise<Sdks> {
  const asked = ["package", "get-schema", join(PLUGIN, "pulumi-resource-linux-bond")];
  const { stdout } = await run(bin, asked, { env, cwd: ROOT, maxBuffer: 64 << 20 });
  const name = `sdks-${recipe([join(SOURCE, GENERATOR)], stdout)}`;
  const folder = await cached(name, async (aside) => {
    const schema = join(aside, "schema.json");
    await writeFile(schema, stdout);
    for (const language of ["python", "go"])
      await run(join(generators, GENERATOR), [language, schema, join(aside, language)]);
  });
  return { name, python: join(folder, "python"), go: join(folder, "go") };
}

/** The virtual environment of Python programs: Pulumi's SDK and mypy from PyPI, and the generated SDK. */
function virtualenv(sdk: Sdks): Promise<string> {
  return cached(`python-${recipe([join(SOURCE, "languages.ts")], sdk.name)}`, async (folder) => {
    needHostTools();
    const python = join(folder, "bin", "python");
    const pip = (...words: string[]) => run(PYTHON, ["-m", "pip", "--python", python, "install", "-q", ...words]);
    await run(PYTHON, ["-m", "venv", "--without-pip", folder]);
    await pip(...REQUIREMENTS);
    // Installing builds beside the source: in a copy of it.
    await cp(sdk.python, join(folder, "sdk"), { recursive: true });
    await pip("--no-build-isolation", join(folder, "sdk"));
  });
}

/** What programs in Python and Go need, and YAML's do not. */
export interface Languages {
  /** PATH on which the CLI finds the language hosts. */
  PATH: string;
  /** The Go module of the generated SDK. */
  goSdk: string;
  /** A virtual environment with the generated SDK and mypy. */
  venv: string;
}

/** Language hosts and SDKs for Python and Go, each built once per machine. */
export function languages(): Promise<Languages> {
  return during("Building Pulumi's hosts of Python and Go programs (a minute, once per machine)", async () => {
    const real = await engine();
    const folder = await hosts();
    const generated = await sdks(folder, real);
    const venv = await virtualenv(generated);
    return { PATH: `${folder}${delimiter}${real.env.PATH}`, goSdk: generated.go, venv };
  });
}
