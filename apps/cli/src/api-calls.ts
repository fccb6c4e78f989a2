import { setTimeout as delay } from 'node:timers/promises';
import { apiOf, type Api } from './api';

export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One thing that is wrong with a request, or speaks against it. */
export interface ApiFault {
  readonly path: string;
  readonly message: string;
}

const ATTEMPTS = 8;

/** Calls the API as whoever holds the key in ACCORD_KEY; waits where it is told to. */
export class ApiCalls {
  private constructor(private readonly api: Api) {}

  /** @throws UsageError when there is no key, or nothing runs there */
  static of({ url, data }: { readonly url?: string | undefined; readonly data: string }): ApiCalls {
    return new ApiCalls(apiOf({ ...(url !== undefined && { url }), data }));
  }

  /** @throws Error with what the API says when there is no such resource */
  async get(path: string): Promise<Answer> {
    const answer = await this.send('GET', path, {});
    if (answer.status >= 300) throw new Error(`GET ${path}: ${refusal(answer)}`);
    return answer;
  }

  async json(path: string): Promise<Json> {
    return objectIn((await this.get(path)).text);
  }

  /** Every row of a list, page after page. */
  async list(path: string): Promise<Json[]> {
    const items: Json[] = [];
    for (let cursor = ''; ;) {
      const join = path.includes('?') ? '&' : '?';
      const page = await this.json(`${path}${join}limit=200${cursor}`);
      const { items: some, next } = page;
      if (Array.isArray(some)) items.push(...some.map((one): Json => Object(one)));
      if (typeof next !== 'string') return items;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
  }

  /** @param key under which it may be sent again @returns the answer, refusals included */
  post(
    path: string,
    body: string | Buffer<ArrayBuffer>,
    type: string,
    key: string,
  ): Promise<Answer> {
    return this.send('POST', path, { 'content-type': type, 'idempotency-key': key }, body);
  }

  private async send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string | Buffer<ArrayBuffer>,
  ): Promise<Answer> {
    const authorization = `Bearer ${this.api.key}`;
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(this.api.url + path, {
        method,
        headers: { authorization, ...headers },
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      const { status } = response;
      if (attempt === ATTEMPTS || (status !== 429 && status !== 503)) return { status, text };
      await delay(1_000 * Math.max(1, Number(response.headers.get('retry-after') ?? 1)));
    }
  }
}

/** Everything that an answer names as wrong; one entry without a path where it names nothing. */
export function faultsIn({ status, text }: Answer): ApiFault[] {
  const { errors, title = `answered ${status}` } = objectIn(text);
  if (!Array.isArray(errors) || errors.length === 0) return [{ path: '', message: String(title) }];
  return errors.map((one) => {
    const { path, message }: Json = Object(one);
    return { path: typeof path === 'string' ? path : '', message: String(message) };
  });
}

export const refusal = (answer: Answer): string =>
  faultsIn(answer)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('; ');

export function objectIn(text: string): Json {
  try {
    return Object(JSON.parse(text));
  } catch {
    // Something between here and the API answered in words of its own.
    return { title: text.slice(0, 500) };
  }
}
