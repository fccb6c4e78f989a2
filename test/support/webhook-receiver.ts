import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { asObject } from './api-client';

/** A request as it came, and how it was answered. */
export interface Received {
  readonly headers: Record<string, string>;
  readonly text: string;
  readonly event: Record<string, unknown>;
  readonly status: number;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Decides the answer to each request; 204 until told otherwise. */
  answer: (event: Record<string, unknown>) => number;
  /** Resolves as soon as what was received satisfies the condition. */
  until(condition: (received: readonly Received[]) => boolean): Promise<void>;
  close(): Promise<void>;
}

/** A server on loopback that takes webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const event = asObject(JSON.parse(text));
      const status = receiver.answer(event);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      receiver.received.push({ headers, text, event, status });
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end();
      for (const wake of [...waiting]) wake();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}/hook`,
    received: [],
    answer: () => 204,
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition(receiver.received)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return receiver;
}

/** Whether the library of Standard Webhooks, as a receiver uses it, takes the signature. */
export function isSigned({ text, headers }: Received, secret: string): boolean {
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch (error) {
    if (error instanceof Error && /signature/i.test(error.message)) return false;
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
