import { AsyncLocalStorage } from "node:async_hooks";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { tellWith } from "../ssh";
import { type Manner, sayWith } from "../verbs/say";
import { grpc } from "./grpc";

const current = new AsyncLocalStorage<string>();

/** Settled when every line so far has arrived. */
let arrived: Promise<void> = Promise.resolve();

/** Does a call on behalf of a resource: its lines appear on that row, and before the call's answer. */
export const onBehalfOf = <T>(urn: string, work: () => Promise<T>): Promise<T> =>
  current.run(urn, () => work().finally(() => arrived));

/** Sends every line to the engine, in order; it shows them on the row of the resource and under its name at the end. */
export function sayToEngine(address: string): void {
  const send = senderTo(address);
  sayWith(send);
  tellWith((line, passing) => (passing ? send(line, "passing") : console.error(line)));
}

/**
 * The same for Pulumi's own process of dynamic resources, which shows what is printed: only the engine knows whether
 * details are wanted, and how to show a line until the next one comes. `argv` is that of the process.
 */
export function sayAsidesToEngine([, script = "", ...words]: readonly string[]): void {
  const address = words.find((word) => /^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(word));
  if (address === undefined || !/dynamic-provider/.test(script)) return;
  const send = senderTo(address);
  sayWith((line, manner) => (manner === "said" ? console.log(line) : send(line, manner)));
  tellWith((line, passing) => (passing ? send(line, "passing") : console.error(line)));
}

function senderTo(address: string): (line: string, manner: Manner) => void {
  const engine = new EngineClient(address, grpc.credentials.createInsecure());
  return (line, manner) => {
    const request = requestOf(line, manner, current.getStore() ?? "");
    // An engine that is gone shows no lines: that is no error of the operation.
    arrived = arrived.then(() => new Promise((next) => engine.log(request, () => next())));
  };
}

function requestOf(line: string, manner: Manner, urn: string): LogRequest {
  const usual = / warning: /.test(line) ? LogSeverity.WARNING : LogSeverity.INFO;
  const severity = manner === "detail" ? LogSeverity.DEBUG : usual;
  return new LogRequest()
    .setSeverity(severity)
    .setMessage(line)
    .setUrn(urn)
    .setEphemeral(manner === "passing");
}
