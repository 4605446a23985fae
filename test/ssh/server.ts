import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createConnection } from "node:net";
import { type Algorithms, type AuthContext, type Connection as Peer, Server, type ServerChannel, utils } from "ssh2";
import type { Connection } from "../../provider/ssh/index.js";

/** How a played host behaves; everything is optional and then as a well-behaved host with a POSIX login shell. */
export interface Play {
  /** Decides about a login; `later` when it has answered or will answer by itself. Default: password `right`. */
  login?: (context: AuthContext) => boolean | "later";
  /** Sessions allowed at once on one connection. Default: no limit. */
  maxSessions?: number;
  /** What the login shell prints before it runs anything. */
  greeting?: string;
  /** Takes the place of the login shell. Default: the command really runs here, under /bin/sh. */
  shell?: (command: string, channel: ServerChannel, peer: Peer) => void;
  /** Private host keys in PEM. Default: one of this process. */
  hostKeys?: string[];
  /** Algorithms it knows. Default: what the library offers. */
  algorithms?: Algorithms;
  /** Address it listens on. Default: IPv4 loopback. */
  address?: string;
}

/** What a played host has seen, and where it is. */
export interface PlayedHost {
  port: number;
  connections: number;
  execs: string[];
  /** Ways that were tried to log in, in order. */
  logins: string[];
  /** Users that got in, in order. */
  users: string[];
  /** Most sessions that were open at once. */
  busiest: number;
  /** Arguments that lead to it. */
  connection: Connection;
  stop(): Promise<void>;
}

/** A key pair; `pem` is what ssh2 takes, `line` is what known_hosts and authorized_keys hold. */
export function keyPair(
  type: "ed25519" | "ecdsa" | "rsa" = "ed25519",
  bits: 256 | 384 | 521 = 256,
): { pem: string; line: string } {
  if (type !== "rsa") {
    const { private: pem, public: line } =
      type === "ecdsa" ? utils.generateKeyPairSync("ecdsa", { bits }) : utils.generateKeyPairSync("ed25519");
    // About one in some hundred of the keys that ssh2 makes is one that it cannot read itself.
    return utils.parseKey(pem) instanceof Error ? keyPair(type, bits) : { pem, line: line.trim() };
  }
  const pem = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" });
  const key = utils.parseKey(pem);
  if (key instanceof Error) throw key;
  return { pem: pem.toString(), line: `ssh-rsa ${key.getPublicSSH().toString("base64")}` };
}

/** The host key of every played host that brings none of its own. */
export const HOST_KEY = keyPair();

/** Starts a played host on a free port. */
export async function playHost(play: Play = {}): Promise<PlayedHost> {
  const { hostKeys = [HOST_KEY.pem], algorithms = {}, address = "127.0.0.1" } = play;
  const server = new Server({ hostKeys, algorithms });
  const peers = new Set<Peer>();
  const host: PlayedHost = {
    port: 0,
    connections: 0,
    execs: [],
    logins: [],
    users: [],
    busiest: 0,
    connection: {
      host: address,
      password: "right",
      hostKey: HOST_KEY.line,
      agentSocketPath: "",
      dialErrorLimit: 1,
    },
    stop: () => {
      for (const peer of peers) peer.end();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  server.on("connection", (peer) => {
    host.connections++;
    peers.add(peer);
    peer.on("error", () => {}).on("close", () => peers.delete(peer));
    receive(peer, play, host);
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  host.port = (server.address() as AddressInfo).port;
  host.connection.port = host.port;
  return host;
}

function receive(peer: Peer, play: Play, host: PlayedHost): void {
  const login = play.login ?? ((context) => context.method === "password" && context.password === "right");
  let open = 0;
  let user = "";
  peer.on("ready", () => host.users.push(user));
  peer.on("authentication", (context) => {
    user = context.username;
    host.logins.push(context.method);
    const verdict = login(context);
    if (verdict === true) context.accept();
    else if (verdict === false) context.reject(["publickey", "password", "keyboard-interactive"]);
  });
  peer.on("session", (accept, reject) => {
    if (open >= (play.maxSessions ?? Number.POSITIVE_INFINITY)) return reject();
    host.busiest = Math.max(host.busiest, ++open);
    accept().on("exec", (take, _refuse, { command }) => {
      host.execs.push(command);
      const channel = take();
      channel.on("close", () => open--);
      if (play.greeting) channel.write(play.greeting);
      (play.shell ?? runHere)(command, channel, peer);
    });
  });
  peer.on("tcpip", (accept, reject, { destIP, destPort }) => {
    const socket = createConnection(destPort, destIP, () => {
      const channel = accept();
      socket.pipe(channel).pipe(socket);
      channel.on("error", () => socket.destroy()).on("close", () => socket.destroy());
    });
    socket.on("error", () => reject());
  });
}

function runHere(command: string, channel: ServerChannel): void {
  const child = spawn("/bin/sh", ["-c", command]);
  channel.pipe(child.stdin);
  child.stdin.on("error", () => {});
  // No faster than the client takes it, and no longer than it listens: some commands never end by themselves, and what
  // the login shell has started ends, as under a real sshd, with the pipe that nobody reads any more.
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on("close", () => {
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
  });
  child.on("close", (code, signal) => {
    if (signal) channel.exit(signal.replace("SIG", ""));
    else channel.exit(code ?? 0);
    channel.end();
  });
}

/** What a played host says, and how it goes on when the client has replied with a line, or with none at all. */
export type Dialogue = string | { says: string; hears: (reply: string | undefined) => string };

/**
 * A login shell that understands our bootstrap without running anything: for hosts that are played by the thousand. Like
 * the bootstrap it does nothing with what did not arrive whole.
 *
 * @param answer - from the script and its input to what the script prints
 */
export function scripted(answer: (script: string, input: string) => Dialogue): NonNullable<Play["shell"]> {
  return (_command, channel) => {
    let all: Buffer = Buffer.alloc(0);
    let listening: ((reply: string | undefined) => string) | undefined;
    let nonce = "";
    let whole = 0;
    channel.stderr.write("linux-bond-ready\n");
    const print = (text: string) => {
      if (channel.writable) channel.write(text);
    };
    const end = (last: string) => {
      listening = undefined;
      if (!channel.writable) return;
      channel.stderr.write(`${nonce} begin\n${nonce} end 0\n`);
      channel.write(`${last}${nonce} end 0\n`);
      channel.exit(0);
      channel.end();
    };
    const begin = () => {
      const head = all.indexOf("\n");
      if (head < 0) return;
      const [word = "", size = "0", length = "0"] = all.toString("latin1", 0, head).split(" ");
      const cut = head + 1 + Number(size);
      if (all.length < cut + Number(length)) return;
      nonce = word;
      whole = cut + Number(length);
      const answered = answer(all.toString("utf8", head + 1, cut), all.toString("utf8", cut, whole));
      print(`${nonce} begin\n`);
      if (typeof answered === "string") return end(answered);
      print(answered.says);
      listening = answered.hears;
    };
    const reply = () => {
      const line = all.indexOf("\n", whole);
      if (line >= 0 && listening !== undefined) end(listening(all.toString("utf8", whole, line)));
    };
    channel.on("data", (data: Buffer) => {
      all = Buffer.concat([all, data]);
      if (whole === 0) begin();
      if (whole > 0) reply();
    });
    channel.on("end", () => {
      if (whole > 0 && listening === undefined) return;
      listening?.(undefined);
      listening = undefined;
      channel.close();
    });
  };
}
