import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { EventStoreDBClient, type ChannelCredentialOptions } from '@eventstore/db-client';
import {
  parseConnectionString,
  type ConnectionOptions,
} from '@eventstore/db-client/dist/Client/parseConnectionString';

/** The call of a connection that appends travel on, and its end. */
interface AppendCall {
  readonly stream: EventEmitter;
  readonly over: Promise<void>;
}

/**
 * The client, with three things mended that only a cluster shows: a single node's address is known, so
 * that nothing has to be looked for while it is away, and it is left for no other.
 */
export class StoreClient extends EventStoreDBClient {
  private readonly appendCalls = new Set<AppendCall>();

  /** @throws Error when the connection string is none, or a certificate that it names cannot be read */
  static of(connectionString: string): StoreClient {
    const options = parseConnectionString(connectionString);
    const { hosts, dnsDiscover, defaultCredentials: user } = options;
    const [host, ...others] = hosts;
    if (!host) throw new Error('The connection string names no host');
    const security = securityOf(options);
    const client = dnsDiscover
      ? new StoreClient({ ...options, discover: host }, security, user)
      : others.length > 0
        ? new StoreClient({ ...options, endpoints: hosts }, security, user)
        : new StoreClient({ ...options, endpoint: host }, security, user);
    return client.mended();
  }

  private mended(): this {
    // It asks a server once what it supports and keeps the answer, also where no member could be found
    // to ask: every later append failed with it, however well the cluster was by then. All servers since
    // 21.10 take batches.
    this.supports = () => Promise.resolve(true);

    // A search for the cluster that fails is told to whoever waits for it. Here nobody does, and the
    // rejection would end the process.
    const handle = this.handleError;
    this.handleError = (client, error) => handle(client, error).catch(() => undefined);

    // It leaves the call open on the node that it left. Once that breaks, it forgets the appends that
    // wait for the other node as well, and the first answer to one of them ends the process.
    const create = this.GRPCStreamCreator;
    this.GRPCStreamCreator = (client, name, creator, cache) =>
      create(
        client,
        name,
        cache
          ? async (of) => {
              await this.endAppendCalls();
              const stream = await creator(of);
              this.appendCalls.add(watched(stream));
              return stream;
            }
          : creator,
        cache,
      );
    return this;
  }

  private async endAppendCalls(): Promise<void> {
    for (const call of [...this.appendCalls]) {
      await end(call);
      this.appendCalls.delete(call);
    }
  }
}

const watched = (stream: EventEmitter): AppendCall => ({
  stream,
  over: new Promise((over) => {
    for (const event of ['error', 'end', 'close']) stream.once(event, over);
  }),
});

/** Resolves when every append on the call has been told that its outcome is unknown. */
async function end({ stream, over }: AppendCall): Promise<void> {
  if ('cancel' in stream && typeof stream.cancel === 'function') {
    Reflect.apply(stream.cancel, stream, []);
  }
  await over;
}

function securityOf(options: ConnectionOptions): ChannelCredentialOptions {
  const { tls, tlsCAFile, userCertFile, userKeyFile } = options;
  if (tls === false) return { insecure: true };
  if ((userCertFile === undefined) !== (userKeyFile === undefined)) {
    throw new Error(
      'The connection string names a userCertFile or a userKeyFile without the other',
    );
  }
  return {
    insecure: false,
    ...(tlsCAFile !== undefined && { rootCertificate: readFileSync(tlsCAFile) }),
    ...(userCertFile !== undefined && { userCertFile: readFileSync(userCertFile) }),
    ...(userKeyFile !== undefined && { userKeyFile: readFileSync(userKeyFile) }),
  };
}
