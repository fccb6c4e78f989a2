import { once } from 'node:events';
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';

export const METHODS = [
  '/event_store.client.streams.Streams/Read',
  '/event_store.client.streams.Streams/Append',
  '/event_store.client.streams.Streams/BatchAppend',
  '/event_store.client.streams.Streams/Delete',
  '/event_store.client.streams.Streams/Tombstone',
] as const;

/** Bytes of a message as gRPC frames them: not compressed, then their number. */
export function framed(message: Uint8Array, declared = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(declared, 1);
  return Buffer.concat([head, message]);
}

/** A connection over which anything can be sent, as no client would. */
export class RawConnection {
  private constructor(readonly session: ClientHttp2Session) {}

  static async open(port: number): Promise<RawConnection> {
    const session = connect(`http://127.0.0.1:${port}`);
    await once(session, 'connect');
    // What the server does to the connection shows in the calls.
    session.on('error', () => session.destroy());
    return new RawConnection(session);
  }

  /** Begins a call, which stays open. */
  begin(path: string, headers: Readonly<Record<string, string>> = {}): ClientHttp2Stream {
    const call = this.session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...headers,
    });
    call.on('error', () => call.destroy());
    return call;
  }

  /** @returns gRPC status of a call with these bytes, or 'broken' where it ended without one */
  async call(path: string, bytes: Uint8Array, headers = {}): Promise<number | 'broken'> {
    const call = this.begin(path, headers);
    call.end(bytes);
    return statusOf(call);
  }

  async close(): Promise<void> {
    if (this.session.destroyed) return;
    this.session.destroy();
    await once(this.session, 'close');
  }
}

/** @returns gRPC status with which a call ends, or 'broken' where it ends without one */
export function statusOf(call: ClientHttp2Stream): Promise<number | 'broken'> {
  return new Promise((resolve) => {
    const told = (headers: { 'grpc-status'?: unknown }): void => {
      const status = headers['grpc-status'];
      if (status !== undefined) resolve(Number(status));
    };
    call.on('response', told);
    call.on('trailers', told);
    call.on('close', () => resolve('broken'));
    call.resume();
  });
}
