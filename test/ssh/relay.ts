import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";

/** What a bad line does to the bytes that come from the host. */
export interface Line {
  /** Milliseconds by which each chunk is late. */
  delay?: number;
  /** Bytes after which the line is cut. */
  cutAfter?: number;
  /** Same, for the bytes that go to the host. */
  cutUpAfter?: number;
  /** Bytes from the host after which nothing arrives any more on that connection, and nobody is told. */
  hushAfter?: number;
  /** It fails once: connections that are made afterwards are good. */
  once?: boolean;
}

/** A line between client and host that can be bad. */
export interface Relay {
  port: number;
  /** Bytes that came from the host so far. */
  down: number;
  /** Bytes that went to the host so far. */
  up: number;
  /** From now on nothing arrives any more, in either direction, and nobody is told. */
  goSilent(): void;
  stop(): Promise<void>;
}

/** Starts a relay on loopback, on a free port unless one is named. */
export async function relayTo(port: number, line: Line = {}, own = 0): Promise<Relay> {
  let silent = false;
  let failed = false;
  const sockets = new Set<Socket>();
  const relay: Relay = {
    port: 0,
    down: 0,
    up: 0,
    goSilent: () => {
      silent = true;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const server = createServer((near) => {
    const { cutAfter, cutUpAfter, hushAfter } = failed && line.once ? {} : line;
    let hushed = false;
    /** How far a count is beyond its limit; from 0 on the line fails. */
    const beyond = (count: number, limit = Number.POSITIVE_INFINITY) => {
      if (count >= limit) failed = true;
      return count - limit;
    };
    const far = createConnection(port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy()).on("close", () => (silent ? undefined : other.end()));
    }
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    near.on("data", (data) => {
      relay.up += data.length;
      if (silent || hushed) return;
      const over = beyond(relay.up, cutUpAfter);
      if (over < 0) far.write(data);
      else far.end(data.subarray(0, Math.max(0, data.length - over)), cut);
    });
    far.on("data", (data) => {
      relay.down += data.length;
      const over = beyond(relay.down, cutAfter);
      hushed ||= beyond(relay.down, hushAfter) >= 0;
      later(line.delay, () => {
        if (silent || hushed || near.destroyed) return;
        if (over < 0) near.write(data);
        else near.end(data.subarray(0, Math.max(0, data.length - over)), cut);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(own, "127.0.0.1", resolve));
  relay.port = (server.address() as AddressInfo).port;
  return relay;
}

/** Timers of the same length fire in the order they were set, so that bytes keep theirs. */
function later(milliseconds: number | undefined, work: () => void): void {
  if (milliseconds === undefined) work();
  else setTimeout(work, milliseconds);
}
