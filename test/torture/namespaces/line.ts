import { type AddressInfo, createConnection, createServer, type Server, type Socket } from "node:net";

/** Seen from the client: what goes to the host goes up. */
export type Direction = "up" | "down";

/** One side of one connection: what comes from `from` goes to `to` unless the line is silent, and then waits for its end. */
interface Stream {
  direction: Direction;
  to: Socket;
  waiting: Buffer[];
  ended: boolean;
}

/**
 * A line between client and host that can go silent: nothing arrives any more, nobody is told, and what was sent arrives
 * when the silence is over, as with TCP on a line that drops packets.
 */
export class Line {
  /** Called before a chunk is passed on: of which connection (from 0), in which direction, the how many-eth (from 0). */
  onChunk: (connection: number, direction: Direction, count: number) => void = () => {};
  /** When something reached the host, in ms. */
  readonly #heard: number[] = [0];
  #connections = 0;
  readonly #silent = { up: false, down: false };
  readonly #streams = new Set<Stream>();
  readonly #sockets = new Set<Socket>();
  readonly #dials: (() => void)[] = [];
  readonly #servers: Server[] = [];

  /** Listens at `here` for what is meant for `there`, which sees the client at `client`. */
  async listen(here: string, there: string, client: string): Promise<void> {
    const server = createServer((near) => this.#take(near, there, client));
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(22, here, resolve));
    if ((server.address() as AddressInfo).port !== 22) throw new Error(`${here} has no port 22`);
  }

  /** When something last reached the host before a moment, in ms. */
  heardBefore = (moment: number): number => Math.max(...this.#heard.filter((time) => time <= moment));

  silence(direction: Direction): void {
    this.#silent[direction] = true;
  }

  mend(direction: Direction): void {
    this.#silent[direction] = false;
    for (const stream of this.#streams) if (stream.direction === direction) this.#flush(stream);
    if (this.#silent.up || this.#silent.down) return;
    for (const dial of this.#dials.splice(0)) dial();
  }

  /** Every connection ends at once, and both sides are told. */
  reset(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  stop(): void {
    this.reset();
    for (const server of this.#servers) server.close();
  }

  /** A connection that is made during a silence gets no further than here until it is over. */
  #take(near: Socket, there: string, client: string): void {
    this.#keep(near);
    const dial = () => {
      if (!near.destroyed) this.#join(near, there, client);
    };
    if (this.#silent.up || this.#silent.down) this.#dials.push(dial);
    else dial();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => {}).on("close", () => this.#sockets.delete(socket));
  }

  #join(near: Socket, there: string, client: string): void {
    const far = createConnection({ host: there, port: 22, localAddress: client, noDelay: true });
    this.#keep(far);
    const number = this.#connections++;
    this.#stream(number, "up", near, far);
    this.#stream(number, "down", far, near);
  }

  #stream(number: number, direction: Direction, from: Socket, to: Socket): void {
    const stream: Stream = { direction, to, waiting: [], ended: false };
    this.#streams.add(stream);
    let count = 0;
    from.on("data", (data: Buffer) => {
      this.onChunk(number, direction, count++);
      stream.waiting.push(data);
      this.#flush(stream);
    });
    from.on("close", () => {
      stream.ended = true;
      this.#flush(stream);
    });
  }

  #flush(stream: Stream): void {
    if (this.#silent[stream.direction]) return;
    for (const data of stream.waiting.splice(0)) {
      if (stream.to.destroyed) continue;
      if (stream.direction === "up") this.#heard.push(Date.now());
      stream.to.write(data);
    }
    if (!stream.ended) return;
    this.#streams.delete(stream);
    stream.to.end();
  }
}
