import type { AnyAuthMethod, ParsedKey, Prompt } from "ssh2";
import { utils } from "ssh2";
import { CarefulAgent } from "./agent.js";
import { expandHome, readIfThere, reason } from "./local.js";
import type { Target } from "./target.js";

/** One way in that may be tried. */
interface Way {
  /** For the list of what was tried; names no secret. */
  label: string;
  method: "publickey" | "password" | "keyboard-interactive" | "none";
  auth: AnyAuthMethod;
}

/** All ways into a machine, and the words for what became of them. */
export interface WaysIn {
  /** The next way to try, or false when none is left. The shape that ssh2 asks for. */
  next(left: string[] | null, partial: boolean | null): AnyAuthMethod | false;
  /** What was tried and what could not be, for the error. */
  tried(): string[];
}

/** Collects the ways in: what the connection names itself comes first, then what this machine has at hand. */
export function waysIn(target: Target): WaysIn {
  const notes: string[] = [];
  const ways = [...namedKeys(target, notes), ...passwordWays(target, notes), ...localWays(target, notes)];
  if (ways.length === 0)
    ways.push({ label: "no credentials", method: "none", auth: { type: "none", username: target.user } });
  const left = [...ways];
  return {
    tried: () => notes,
    next(methods, partial) {
      // After a first factor the server may ask for a password that it did not want before.
      if (partial) left.push(...ways.filter((way) => way.method !== "publickey" && !left.includes(way)));
      const index = left.findIndex((way) => methods === null || methods.includes(way.method));
      const [way] = index < 0 ? [] : left.splice(index, 1);
      if (way) notes.push(way.label);
      else
        for (const unused of left)
          notes.push(`${unused.label} (not tried: the host accepts only ${methods?.join(", ")})`);
      return way?.auth ?? false;
    },
  };
}

function namedKeys(target: Target, notes: string[]): Way[] {
  const { privateKey, privateKeyPath, privateKeyPassword } = target.hop;
  const inline = privateKey === undefined ? [] : keyWay(target, "privateKey", privateKey, privateKeyPassword, notes);
  const file = privateKeyPath === undefined ? [] : keyFile(target, privateKeyPath, false, notes);
  return [...inline, ...file];
}

function passwordWays(target: Target, notes: string[]): Way[] {
  const { password } = target.hop;
  if (password === undefined) return [];
  const username = target.user;
  const prompt = (
    _name: string,
    _text: string,
    _lang: string,
    prompts: Prompt[],
    finish: (answers: string[]) => void,
  ) => {
    const [only] = prompts;
    const wanted = prompts.length === 1 && only?.echo !== true;
    if (!wanted) notes.push(`keyboard-interactive asked for more than a password (${prompts.length} questions)`);
    finish(prompts.map(() => (wanted ? password : "")));
  };
  return [
    { label: "password", method: "password", auth: { type: "password", username, password } },
    {
      label: "keyboard-interactive",
      method: "keyboard-interactive",
      auth: { type: "keyboard-interactive", username, prompt },
    },
  ];
}

/** Key files of `~/.ssh/config`, the agent, and the usual key files when neither the connection nor the file names one. */
function localWays(target: Target, notes: string[]): Way[] {
  const named = target.hop.privateKey !== undefined || target.hop.privateKeyPath !== undefined;
  const files = () => target.identityFiles.flatMap((file) => keyFile(target, file, target.usualIdentities, notes));
  if (target.usualIdentities) return [...agentWay(target), ...(named ? [] : files())];
  return [...files(), ...agentWay(target)];
}

function agentWay(target: Target): Way[] {
  if (target.agent === undefined) return [];
  const only = target.identitiesOnly && !target.usualIdentities ? target.identityFiles : undefined;
  const agent = new CarefulAgent(target.agent, only, allowsSha1(target));
  return [
    { label: `agent ${target.agent}`, method: "publickey", auth: { type: "agent", username: target.user, agent } },
  ];
}

function keyFile(target: Target, path: string, mayBeMissing: boolean, notes: string[]): Way[] {
  try {
    const text = readIfThere(expandHome(path));
    if (text !== undefined) return keyWay(target, `key ${path}`, text, target.hop.privateKeyPassword, notes);
    if (!mayBeMissing) notes.push(`key ${path} (no such file)`);
  } catch (error) {
    notes.push(`key ${path} (cannot be read: ${reason(error)})`);
  }
  return [];
}

function keyWay(target: Target, label: string, text: string, passphrase: string | undefined, notes: string[]): Way[] {
  const key = utils.parseKey(text, passphrase);
  if (key instanceof Error) {
    const encrypted = /encrypted|passphrase|integrity/i.test(key.message);
    notes.push(
      `${label} (${encrypted ? (passphrase === undefined ? "encrypted, and privateKeyPassword is not set" : "privateKeyPassword does not open it") : "not a private key that can be read"})`,
    );
    return [];
  }
  if (!key.isPrivateKey()) {
    notes.push(`${label} (a public key; the private one is needed)`);
    return [];
  }
  const auth = { type: "publickey", username: target.user, key: withoutSha1(target, key) } as const;
  return [{ label: `${label} (${key.type})`, method: "publickey", auth }];
}

/** ssh2 signs with SHA-1 for servers that announce nothing better; that is done only when the user named ssh-rsa. */
function withoutSha1(target: Target, key: ParsedKey): ParsedKey {
  if (key.type !== "ssh-rsa" || allowsSha1(target)) return key;
  const sign = key.sign.bind(key);
  key.sign = (data, algorithm) =>
    // The library's own convention is to return the error; its types know only the signature.
    algorithm === "sha1" ? (new Error("SHA-1 signatures are legacy") as unknown as Buffer) : sign(data, algorithm);
  return key;
}

function allowsSha1(target: Target): boolean {
  return target.hop.legacyAlgorithms?.includes("ssh-rsa") ?? false;
}
