import type { Probe } from "../model/desired";
import type { FileChange, Plan } from "../model/plan";
import { transactionScript } from "./scripts";

/** What `begin` needs beside the plan. */
export interface BeginRequest {
  /** Made by the client: `newTransactionId()`. */
  id: string;
  plan: Plan;
  /** `digest` of the observation that the plan was made from. */
  digest: string;
  /** Who changes the host, for the error that the next writer gets, e.g. "ann@laptop pid 4711 stack prod". */
  holder: string;
  /** Seconds from arming the timer until the host undoes the change. */
  rollbackAfter: number;
  /** Seconds since the host booted from which on it must not begin any more: the client does not wait so long. Default: no limit. */
  armBefore?: number;
  probes: readonly Probe[];
  /** For tests: "begin:3" makes the third fallible action of that process fail; also "worker:N", "undo:N", "confirm:N". */
  failAt?: string;
}

/** An id that sorts by time and that a person can read. */
export function newTransactionId(now: Date, random: string): string {
  return `${now.toISOString().replace(/[-:]|\.\d+/g, "")}-${random.replace(/[^A-Za-z0-9]/g, "").slice(0, 8)}`;
}

/** A word of the host's language: one line, no separator. Check has refused such values already, so this is a bug of ours. */
function word(text: string): string {
  if (/[|\n\r\0]/.test(text)) throw new Error(`Unable to send ${JSON.stringify(text)} to a host: it is not one word.`);
  return text;
}

/** One line for people: whatever would break the line becomes a blank. */
function sentence(text: string): string {
  return text.replace(/\s*[\n\r\0|]+\s*/g, " ").trim();
}

/** Content lines start with a blank; a final dot keeps a missing (or a second) newline at the end. */
function content(text: string): string[] {
  if (text.includes("\0")) throw new Error("Unable to send a file to a host: its content has a NUL character.");
  return `${text}.`.split("\n").map((line) => ` ${line}`);
}

function encodeFile(file: FileChange): string[] {
  const keep = file.forgetOriginal ? "forget" : file.keepOriginal ? "keep" : "";
  if (file.restoreOriginal) return [`file restore|||${word(file.path)}`];
  if (file.content === null) return [`file remove|${keep}||${word(file.path)}`];
  return [`file write|${keep}|${word(file.mode)}|${word(file.path)}`, ...content(file.content)];
}

const REWRITTEN = ["/etc/resolv.conf", "/etc/sysconfig/network"];

/** Files that the network scripts themselves rewrite while they work: remembered as well, whether the plan names them or not. */
function encodeWatched({ files, steps }: Plan): string[] {
  const scripted = steps.some((step) => [...step.do, ...step.undo].some(([op]) => /^(ifup|ifdown|network)$/.test(op)));
  const named = files.map(({ path }) => path);
  return scripted ? REWRITTEN.filter((path) => !named.includes(path)).map((path) => `file watch|||${path}`) : [];
}

function encodeProbe(probe: Probe): string {
  return "ping" in probe ? `probe ping|${word(probe.ping)}` : `probe tcp|${word(probe.tcp)}`;
}

/** Standard input of `begin`. */
export function encodeBegin(request: BeginRequest): string {
  const { plan } = request;
  return [
    `id ${word(request.id)}`,
    `device ${word(plan.device)}`,
    `holder ${sentence(request.holder)}`,
    `digest ${word(request.digest)}`,
    `rollback-after ${request.rollbackAfter}`,
    ...(request.armBefore === undefined ? [] : [`arm-before ${request.armBefore}`]),
    ...(request.failAt === undefined ? [] : [`fail-at ${word(request.failAt)}`]),
    ...plan.files.flatMap(encodeFile),
    ...encodeWatched(plan),
    ...plan.steps.flatMap((step) => [
      `step ${sentence(step.title)}`,
      ...step.do.map((op) => `do ${op.map(word).join("|")}`),
      ...step.undo.map((op) => `undo ${op.map(word).join("|")}`),
    ]),
    ...plan.verify.map((check) => `check ${check.map(word).join("|")}`),
    ...request.probes.map(encodeProbe),
    "script",
    ...content(transactionScript()),
    "end",
    "",
  ].join("\n");
}

/** Standard input of `confirm`. `heard`: the host had said, before this connection was made, that the change is whole. */
export function encodeConfirm(id: string, heard: boolean): string {
  return `${word(id)}\n${heard ? "applied\n" : ""}`;
}

/** What a line of `confirm` asks the client to reply, if it asks. */
export function acknowledge(line: string): string | undefined {
  const [, token] = /^offer (\S+)$/.exec(line) ?? [];
  return token === undefined ? undefined : `keep ${token}`;
}

/** Standard input of `follow` and `rollback`; `rollback` without an id takes the pending transaction. */
export function encodeId(id?: string): string {
  return id === undefined ? "" : `${word(id)}\n`;
}
