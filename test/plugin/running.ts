import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty, grpc, Struct } from "../../provider/plugin/grpc";
import { ROOT } from "../root";

const EXECUTABLE = join(ROOT, "provider/plugin/pulumi-resource-linux-bond");

type Method<Request, Response> = (
  request: Request,
  metadata: InstanceType<typeof grpc.Metadata>,
  options: object,
  reply: (error: Error | null, response: Response) => void,
) => unknown;

/** The plugin as the engine runs it: a process of its own, that is told where to send its lines. */
export class Plugin {
  /** What it has sent to the engine, with the resource on whose row it appears. */
  readonly lines: { urn: string; text: string }[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly engine: InstanceType<typeof grpc.Server>,
    readonly client: ResourceProviderClient,
    /** All that came on standard output. */
    readonly printed: () => string,
  ) {}

  static async start(): Promise<Plugin> {
    const engine = new grpc.Server();
    let plugin: Plugin | undefined;
    engine.addService(EngineService, {
      log: ({ request }: { request: LogRequest }, reply: (error: null, empty: object) => void) => {
        plugin?.lines.push({ urn: request.getUrn(), text: request.getMessage() });
        reply(null, new Empty());
      },
    } as never);
    const address = await new Promise<number>((resolve, reject) =>
      engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      ),
    );
    const child = spawn(EXECUTABLE, [`127.0.0.1:${address}`], { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
    while (!printed.includes("\n")) {
      if (child.exitCode !== null) throw new Error(`The plugin ended with ${child.exitCode}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const client = new ResourceProviderClient(`127.0.0.1:${printed.trim()}`, grpc.credentials.createInsecure());
    plugin = new Plugin(child, engine, client, () => printed);
    return plugin;
  }

  /** One call; its error has the plugin's own words. */
  call<Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response> {
    return new Promise((resolve, reject) =>
      method.call(this.client, request, new grpc.Metadata(), {}, (error, response) =>
        error === null ? resolve(response) : reject(error),
      ),
    );
  }

  stop(): void {
    this.client.close();
    this.engine.forceShutdown();
    this.child.kill();
  }
}

export const struct = (bag: object) => Struct.fromJavaScript(JSON.parse(JSON.stringify(bag)));
export const urnOf = (name: string, type = "linux-bond:index:BondInterface") =>
  `urn:pulumi:dev::shop::${type}::${name}`;
