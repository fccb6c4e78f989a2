import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A connection between a client and a server of this machine that can be made to fail. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private paused = false;
  private swallowing = false;
  private refusing = false;
  private refused: (() => void) | undefined;
  private answersSwallowed: (() => void) | undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {}

  /** @param target port of the server on 127.0.0.1 */
  static async start(target: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, target);
    server.on('connection', (client) => proxy.join(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is closed');
    return address.port;
  }

  /** Nothing passes any more, and nothing ends: a server that stalls. */
  pause(): void {
    this.paused = true;
    for (const socket of this.sockets) socket.pause();
  }

  resume(): void {
    this.paused = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** The server gets everything, the client hears nothing. Resolves at the first answer lost. */
  swallowAnswers(): Promise<void> {
    this.swallowing = true;
    return new Promise((resolve) => (this.answersSwallowed = resolve));
  }

  /** Ends every connection; new ones pass untouched. */
  cut(): void {
    this.swallowing = false;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Ends every connection, and every new one at once, until `accept`. Resolves at the first such. */
  refuse(): Promise<void> {
    this.refusing = true;
    this.cut();
    return new Promise((resolve) => (this.refused = resolve));
  }

  accept(): void {
    this.refusing = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    if (this.refusing) {
      client.destroy();
      return this.refused?.();
    }
    const server = connect(this.target, '127.0.0.1');
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      // A broken connection shows at the other end; how it broke is of no interest here.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      if (this.paused) socket.pause();
    }
    client.on('data', (bytes) => server.write(bytes));
    server.on('data', (bytes) => {
      if (this.swallowing) this.answersSwallowed?.();
      else client.write(bytes);
    });
    if (this.paused) this.pause();
  }
}
