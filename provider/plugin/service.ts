import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { provider } from "..";
import { hasUnknown, UNKNOWN } from "../check";
import { changedInputs } from "../verbs/equal";
import type { Bag } from "../verbs/outputs";
import { configure } from "../verbs/settings";
import { Configuration, configurationFailures, SECRETS } from "./configuration";
import { foresee } from "./foresee";
import { Empty, grpc } from "./grpc";
import { TOKEN } from "./identity";
import { imported } from "./imported";
import { onBehalfOf } from "./lines";
import { differences, type Kind } from "./paths";
import { configurationToEngine, fromEngine, toEngine } from "./values";

/** What only an update knows. */
const LATER = { proc: UNKNOWN, state: UNKNOWN, drift: UNKNOWN, machineId: UNKNOWN };

const NO_CONNECTION =
  "it is missing: nothing can be reached. Declare it, or set linux-bond:host in the configuration of the stack or of an explicit provider.";

type Call<Request> = { request: Request };
type Reply<Response> = (error: object | null, response?: Response) => void;

/** A handler whose error reaches the person with its own words. */
const answer =
  <Request, Response>(work: (request: Request) => Promise<Response>) =>
  ({ request }: Call<Request>, reply: Reply<Response>): void => {
    work(request).then(
      (response) => reply(null, response),
      (error: unknown) => {
        const details = error instanceof Error ? error.message : String(error);
        reply({ code: grpc.status.UNKNOWN, details });
      },
    );
  };

/** The same for a call about a bond: its lines appear on the bond's row, and no other type is served. */
const about = <Request extends { getUrn(): string }, Response>(work: (request: Request) => Promise<Response>) =>
  answer((request: Request) => {
    const urn = request.getUrn();
    const type = urn.split("::")[2]?.split("$").at(-1);
    if (type !== TOKEN) return Promise.reject(new Error(`Unable to manage ${urn}: there is only the type ${TOKEN}.`));
    return onBehalfOf(urn, () => work(request));
  });

const failure = (property: string, reason: string) =>
  new messages.CheckFailure().setProperty(property).setReason(reason);

const KINDS: Record<Kind, [keyed: number, replacing: number]> = {
  add: [messages.PropertyDiff.Kind.ADD, messages.PropertyDiff.Kind.ADD_REPLACE],
  delete: [messages.PropertyDiff.Kind.DELETE, messages.PropertyDiff.Kind.DELETE_REPLACE],
  update: [messages.PropertyDiff.Kind.UPDATE, messages.PropertyDiff.Kind.UPDATE_REPLACE],
};

/** The provider of every Pulumi language: the verbs of the dynamic form behind Pulumi's protocol. */
class Service {
  #configuration = new Configuration();

  readonly handshake = answer(async () => new messages.ProviderHandshakeResponse());

  readonly getSchema = answer(async () => new messages.GetSchemaResponse().setSchema(schema()));

  readonly getPluginInfo = answer(async () => new PluginInfo().setVersion(version()));

  readonly checkConfig = answer(async (request: messages.CheckRequest) => {
    const given = fromEngine(request.getNews());
    const failures = configurationFailures(given, hasUnknown).map(([name, why]) =>
      failure(name, `Unable to configure linux-bond: ${name}: ${why}`),
    );
    return new messages.CheckResponse().setInputs(configurationToEngine(given, SECRETS)).setFailuresList(failures);
  });

  /** No setting is a reason to make bonds anew; that also lets a stack change between the two forms. */
  readonly diffConfig = answer(async (request: messages.DiffRequest) => {
    const [olds, news] = [fromEngine(request.getOldInputs()), fromEngine(request.getNews())];
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    return new messages.DiffResponse().setChanges(differences(olds, news).size === 0 ? DIFF_NONE : DIFF_SOME);
  });

  readonly configure = answer(async (request: messages.ConfigureRequest) => {
    this.#configuration = new Configuration(fromEngine(request.getArgs()));
    configure(this.#configuration);
    return new messages.ConfigureResponse().setSupportspreview(true);
  });

  readonly check = about(async (request: messages.CheckRequest) => {
    const given = fromEngine(request.getNews());
    const connection = this.#configuration.complete(given.connection);
    const nowhere = connection === undefined ? [failure("connection", NO_CONNECTION)] : [];
    const news = { ...given, device: given.device ?? request.getName(), connection: connection ?? UNKNOWN };
    const { inputs, failures } = await provider.check(fromEngine(request.getOlds()), news);
    return new messages.CheckResponse()
      .setInputs(toEngine(inputs))
      .setFailuresList([...nowhere, ...failures.map(({ property, reason }) => failure(property, reason))]);
  });

  readonly diff = about(async (request: messages.DiffRequest) => {
    const [olds, news] = [fromEngine(request.getOlds()), fromEngine(request.getNews())];
    const { replaces, changes } = await provider.diff(request.getId(), olds, news);
    const before = fromEngine(request.getOldInputs());
    const changed = changedInputs(olds, news);
    const paths = new Map(changed.flatMap((key) => [...differences(before[key] ?? olds[key], news[key], key)]));
    if (changes) paths.set("drift", "update");
    const response = new messages.DiffResponse()
      .setChanges(messages.DiffResponse.DiffChanges[paths.size === 0 ? "DIFF_NONE" : "DIFF_SOME"])
      .setReplacesList(replaces)
      .setDeletebeforereplace(true)
      .setDiffsList([...new Set([...changed, ...(changes ? ["drift"] : [])])])
      .setHasdetaileddiff(true);
    for (const [path, kind] of paths) {
      const [inPlace, anew] = KINDS[kind];
      const one = new messages.PropertyDiff().setInputdiff(path !== "drift");
      one.setKind((replaces.includes(path) ? anew : inPlace) as never);
      response.getDetaileddiffMap().set(path, one);
    }
    return response;
  });

  readonly create = about(async (request: messages.CreateRequest) => {
    const inputs = fromEngine(request.getProperties());
    if (request.getPreview()) {
      if (this.#configuration.previewAsksHosts) await foresee(inputs);
      return new messages.CreateResponse().setProperties(toEngine({ ...inputs, ...LATER }));
    }
    const { id, outs } = await provider.create(inputs);
    return new messages.CreateResponse().setId(id).setProperties(toEngine(outs));
  });

  readonly read = about(async (request: messages.ReadRequest) => {
    const recorded = fromEngine(request.getProperties());
    const known = recorded.connection !== undefined;
    const found = known
      ? await provider.read(request.getId(), recorded)
      : await imported(request.getId(), (connection) => this.#configuration.complete(connection) as Bag | undefined);
    const response = new messages.ReadResponse();
    if (found.id === undefined) return response;
    return response
      .setId(found.id)
      .setProperties(toEngine(found.props ?? {}))
      .setInputs(toEngine(found.inputs ?? {}));
  });

  readonly update = about(async (request: messages.UpdateRequest) => {
    const [olds, news] = [fromEngine(request.getOlds()), fromEngine(request.getNews())];
    if (request.getPreview()) {
      if (this.#configuration.previewAsksHosts) await foresee(news, olds);
      return new messages.UpdateResponse().setProperties(toEngine({ ...news, ...LATER }));
    }
    const { outs } = await provider.update(request.getId(), olds, news);
    return new messages.UpdateResponse().setProperties(toEngine(outs));
  });

  readonly delete = about(async (request: messages.DeleteRequest) => {
    await provider.delete(request.getId(), fromEngine(request.getProperties()));
    return new Empty();
  });

  /** Nothing is broken off: a host undoes by itself what no client confirms. */
  readonly cancel = answer(async () => new Empty());
  readonly attach = answer(async () => new Empty());
}

const ours = (file: string) => JSON.parse(readFileSync(join(__dirname, "../../..", file), "utf8"));

const version = (): string => ours("package.json").version;

/** The schema that is committed, with the package's version: without one Pulumi generates no SDK for Python and Go. */
const schema = (): string => JSON.stringify({ ...ours("provider/plugin/schema.json"), version: version() });

/** Serves on a free port of this machine, and gives its number back. */
export async function serve(): Promise<number> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, new Service() as unknown as IResourceProviderServer);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}
