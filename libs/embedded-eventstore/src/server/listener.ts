import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

/** EventStoreDB serves an HTTP API on the same port; the client falls back to it for some calls. */
const HTTP_1 = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /;
const NO_HTTP_API = 'The embedded event store serves the Streams protocol only, no HTTP API';

export interface Listener {
  readonly port: number;
  /** Ends all calls and connections. */
  close(): void;
}

/** Listens for gRPC, and tells whoever speaks HTTP/1 what is served here. @throws Error when it cannot */
export function listen(server: Server, host: string, port: number): Promise<Listener> {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const silent = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (socket) => {
    const failed = (): void => void socket.destroy();
    silent.add(socket);
    socket.once('error', failed).once('close', () => silent.delete(socket));
    socket.once('data', (first: Buffer) => {
      silent.delete(socket);
      if (HTTP_1.test(first.toString('latin1', 0, 8))) return refuse(socket);
      socket.pause().off('error', failed).unshift(first);
      injector.injectConnection(socket);
    });
  });
  const close = (): void => {
    listener.close();
    for (const socket of silent) socket.destroy();
    server.forceShutdown();
  };
  return new Promise((listening, refused) => {
    listener.once('error', ({ message }) =>
      refused(new Error(`port ${port} on ${host} cannot be used: ${message}`)),
    );
    listener.listen(port, host, () => listening({ port: portOf(listener.address()), close }));
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address) return address.port;
  throw new Error('the listener has no port');
}

function refuse(socket: Socket): void {
  const head = [
    `HTTP/1.1 501 ${NO_HTTP_API}`,
    'content-type: text/plain',
    `content-length: ${NO_HTTP_API.length}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${NO_HTTP_API}`);
}
