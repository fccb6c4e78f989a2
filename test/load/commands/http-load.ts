import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { randomUUID } from 'node:crypto';

/** Posts JSON over connections that stay open, with little more cost than the sockets have. */
export class HttpLoad {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** @returns the body of the reply @throws Error unless it is 201 */
  post(path: string, body: object): Promise<string> {
    return this.command(path, body, [201]);
  }

  /** Posts a decision that may be refused, as the work is done then as well. */
  decide(path: string, body: object): Promise<string> {
    return this.command(path, body, [201, 422]);
  }

  /** @returns the body of the reply @throws Error unless it is 200 */
  get(path: string): Promise<string> {
    return this.send('GET', path, {}, [200]);
  }

  private command(path: string, body: object, expected: readonly number[]): Promise<string> {
    const text = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'idempotency-key': randomUUID(),
    };
    return this.send('POST', path, headers, expected, text);
  }

  private send(
    method: string,
    path: string,
    more: OutgoingHttpHeaders,
    expected: readonly (number | undefined)[],
    text?: string,
  ): Promise<string> {
    const headers = { authorization: `Bearer ${this.key}`, ...more };
    return new Promise((accepted, failed) => {
      const call = request(this.url + path, { agent: this.agent, method, headers });
      call.once('error', failed);
      call.once('response', (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.once('error', failed);
        reply.once('end', () => {
          const said = Buffer.concat(chunks).toString();
          if (expected.includes(reply.statusCode)) accepted(said);
          else failed(new Error(`${method} ${path}: ${reply.statusCode} ${said}`));
        });
      });
      call.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
