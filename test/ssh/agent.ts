import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AgentProtocol, utils } from "ssh2";

/** An SSH agent of this process. */
export interface PlayedAgent {
  socket: string;
  /** Signatures it gave. */
  signed: number;
  stop(): Promise<void>;
}

/** Starts an agent that holds these private keys. */
export async function playAgent(pems: string[]): Promise<PlayedAgent> {
  const folder = mkdtempSync(join(tmpdir(), "agent-"));
  const keys = pems.map((pem) => {
    const key = utils.parseKey(pem);
    if (key instanceof Error) throw key;
    return key;
  });
  const server = createServer((socket) => {
    const protocol = new AgentProtocol(false);
    protocol.on("identities", (request) => protocol.getIdentitiesReply(request, keys));
    protocol.on("sign", (request, wanted, data, { hash }) => {
      const key = keys.find((one) => one.getPublicSSH().equals(wanted.getPublicSSH()));
      if (!key) return protocol.failureReply(request);
      agent.signed++;
      protocol.signReply(request, key.sign(data, hash));
    });
    socket.on("error", () => {});
    socket.pipe(protocol).pipe(socket);
  });
  const agent: PlayedAgent = {
    socket: join(folder, "socket"),
    signed: 0,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
  await new Promise<void>((resolve) => server.listen(agent.socket, resolve));
  return agent;
}
