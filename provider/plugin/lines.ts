import { AsyncLocalStorage } from "node:async_hooks";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { sayWith } from "../verbs/say";
import { grpc } from "./grpc";

const current = new AsyncLocalStorage<string>();

/** Settled when every line so far has arrived. */
let arrived: Promise<void> = Promise.resolve();

/** Does a call on behalf of a resource: its lines appear on that row, and before the call's answer. */
export const onBehalfOf = <T>(urn: string, work: () => Promise<T>): Promise<T> =>
  current.run(urn, () => work().finally(() => arrived));

/** Sends every line to the engine, in order; it shows them on the row of the resource and under its name at the end. */
export function sayToEngine(address: string): void {
  const engine = new EngineClient(address, grpc.credentials.createInsecure());
  sayWith((line) => {
    const request = requestOf(line, current.getStore() ?? "");
    // An engine that is gone shows no lines: that is no error of the operation.
    arrived = arrived.then(() => new Promise((next) => engine.log(request, () => next())));
  });
}

function requestOf(line: string, urn: string): LogRequest {
  const severity = / warning: /.test(line) ? LogSeverity.WARNING : LogSeverity.INFO;
  return new LogRequest().setSeverity(severity).setMessage(line).setUrn(urn);
}
