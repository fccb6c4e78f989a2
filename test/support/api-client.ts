import { randomUUID } from 'node:crypto';
import { Session, accordClient, type AccordClient } from '@accord/client';
import { asObject } from '../../apps/standalone/src/demo/report/table';

export { asObject };

const PATIENCE_MS = 300_000;

/** What the API said, whatever it was. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Fault {
  readonly code: string;
  readonly message: string;
}

/** The request may or may not have arrived; sent again under the same key it is the same command. */
export class NoAnswer extends Error {}

/** The typed client, which can also send what no type allows. */
export class ApiClient implements AccordClient {
  readonly GET: AccordClient['GET'];
  readonly POST: AccordClient['POST'];

  constructor(
    readonly url: string,
    readonly key: string,
    private readonly session = new Session(),
  ) {
    const { GET, POST } = accordClient(url, key, session);
    this.GET = GET;
    this.POST = POST;
  }

  /** Another caller of the same session. */
  as(key: string): ApiClient {
    return new ApiClient(this.url, key, this.session);
  }

  /** The same caller at another API process. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.key, this.session);
  }

  /**
   * Sends a command; without a key given it is a new one.
   * @returns the answer, refusals included
   * @throws NoAnswer
   */
  async command(path: string, body: object, key: string = randomUUID()): Promise<Answer> {
    return this.send('POST', path, JSON.stringify(body), 'application/json', key);
  }

  /** Sends a command that must be accepted, as often as it takes. @throws Error with the refusal */
  async must(path: string, body: object | string): Promise<Record<string, unknown>> {
    const [text, type] =
      typeof body === 'string'
        ? [body, 'application/yaml']
        : [JSON.stringify(body), 'application/json'];
    const key = randomUUID();
    const answer = await insisted(() => this.send('POST', path, text, type, key));
    if (answer.status >= 300) throw new Error(`POST ${path}: ${faultOf(answer).message}`);
    return asObject(answer.body);
  }

  /** Sends a file. @returns the answer, refusals included */
  upload(path: string, type: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> {
    return this.send('POST', path, bytes, type);
  }

  /** @throws Error when there is no such resource */
  async get(path: string): Promise<Record<string, unknown>> {
    const { pathname, search } = new URL(this.session.reading(this.url + path));
    const answer = await insisted(() => this.send('GET', pathname + search));
    if (answer.status >= 300) throw new Error(`GET ${path}: ${faultOf(answer).message}`);
    return asObject(answer.body);
  }

  /** Reads, and from then on nothing older. @returns also the log position as of which it was read */
  async getAsOf(
    path: string,
  ): Promise<{ readonly body: Record<string, unknown>; readonly position: string }> {
    const { answer, position } = await this.exchange('GET', path);
    if (answer.status >= 300 || position === null) {
      throw new Error(`GET ${path}: ${faultOf(answer).message}`);
    }
    this.session.saw(position);
    return { body: asObject(answer.body), position };
  }

  /** Every row of a list, page after page. */
  async list(path: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let cursor: unknown = undefined;
    do {
      const query = `${path.includes('?') ? '&' : '?'}limit=200`;
      const next = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page = await this.get(path + query + next);
      if (Array.isArray(page['items'])) items.push(...page['items'].map(asObject));
      cursor = page['next'];
    } while (typeof cursor === 'string');
    return items;
  }

  /** Any request, as it stands. */
  raw(method: string, path: string, body?: string): Promise<Answer> {
    return this.send(method, path, body, body === undefined ? undefined : 'application/json');
  }

  private async send(...request: Parameters<ApiClient['exchange']>): Promise<Answer> {
    return (await this.exchange(...request)).answer;
  }

  private async exchange(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type?: string,
    key: string = randomUUID(),
  ): Promise<{ readonly answer: Answer; readonly position: string | null }> {
    try {
      const response = await fetch(this.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          ...(type !== undefined && { 'content-type': type, 'idempotency-key': key }),
        },
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      const parsed: unknown = isJson(response) ? JSON.parse(text) : text;
      const position = response.headers.get('accord-position');
      if (method === 'POST' && response.ok && position !== null) this.session.saw(position);
      return { answer: { status: response.status, body: parsed }, position };
    } catch (cause) {
      throw new NoAnswer(`${method} ${this.url}${path}: no answer`, { cause });
    }
  }
}

/** Asks again as long as the answer is to try again: a slow machine may keep those waiting who did nothing wrong. */
async function insisted(ask: () => Promise<Answer>): Promise<Answer> {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const answer = await ask();
    const isPassing = answer.status === 503 && faultOf(answer).code !== 'view-stopped';
    if (!isPassing || Date.now() > until) return answer;
  }
}

const isJson = (response: Response): boolean =>
  /json(;|$)/.test(response.headers.get('content-type') ?? '') &&
  !/ndjson/.test(response.headers.get('content-type') ?? '');

/** The reason of a refusal. */
export function faultOf({ status, body }: Answer): Fault {
  const { code = String(status), title = 'refused', errors } = asObject(body);
  const all = Array.isArray(errors)
    ? errors.map((error) => String(asObject(error)['message']))
    : [];
  return { code: String(code), message: [String(title), ...all].join('; ') };
}

/** What the last event says that a command ended with. */
export function lastEventOf({ body }: Answer): Record<string, unknown> {
  const { events } = asObject(body);
  return asObject(asObject(Array.isArray(events) ? events.at(-1) : undefined)['data']);
}
