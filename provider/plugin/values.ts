import { CREDENTIALS } from "../model/credentials";
import type { Bag } from "../verbs/outputs";
import { plain } from "../verbs/plain";
import { Struct } from "./grpc";

/** The key and the text by which the engine tells a secret from an object. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);

/** A value without the wrapping of its secrets. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isBag(value)) return value;
  if (value[SIGNATURE] === SECRET) return bare(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bare(one)]));
}

/** What the engine sent, as plain values; secrets come wrapped in some calls whatever was agreed. */
export function fromEngine(struct: Struct | undefined): Bag {
  return struct === undefined ? {} : (bare(struct.toJavaScript()) as Bag);
}

const secret = (value: unknown): unknown =>
  value === undefined || value === null ? value : { [SIGNATURE]: SECRET, value };

/** The credentials of a connection, of its sudo and of every bastion on the way, as secrets. */
function protect(connection: unknown): unknown {
  if (!isBag(connection)) return connection;
  const marked = { ...connection };
  for (const key of CREDENTIALS) if (key in marked) marked[key] = secret(marked[key]);
  if (isBag(marked.sudo)) marked.sudo = { ...marked.sudo, password: secret(marked.sudo.password) };
  if (marked.proxy !== undefined) marked.proxy = protect(marked.proxy);
  return marked;
}

/** What the engine is sent: secrets that come so in any language, whether or not a program marks them. */
export function toEngine({ __provider, ...bag }: Bag): Struct {
  const { connection } = bag;
  return Struct.fromJavaScript(
    plain(connection === undefined ? bag : { ...bag, connection: protect(connection) }) as never,
  );
}

/** The same for the provider's configuration, whose credentials stand at its top. */
export function configurationToEngine(bag: Bag, secrets: readonly string[]): Struct {
  const entries = Object.entries(bag).map(([key, value]) => [key, secrets.includes(key) ? secret(value) : value]);
  return Struct.fromJavaScript(plain(Object.fromEntries(entries)) as never);
}
