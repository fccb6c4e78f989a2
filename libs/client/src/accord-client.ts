import { randomUUID } from 'node:crypto';
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './api.generated';
import { readsItsWrites, Session } from './session';

/** Every operation of the API by method and path, with the types of what goes in and comes out. */
export type AccordClient = Pick<Client<Callable, Json>, 'GET' | 'POST'>;

/** What is answered in other forms as well is read as JSON. */
type Json = 'application/json' | 'application/problem+json';

/** Headers of commands are the client's to send, and may be given where they matter. */
type Callable = { [Path in keyof paths]: { [Of in keyof paths[Path]]: Called<paths[Path][Of]> } };
type Called<Operation> = Operation extends { parameters: infer Given extends { header?: object } }
  ? Omit<Operation, 'parameters'> & {
      parameters: Omit<Given, 'header'> & { header?: Partial<Given['header']> };
    }
  : Operation;

/**
 * A caller of the API, who gives every command an Idempotency-Key of its own unless one is given.
 * Faults and refusals are answers (`error`); no answer at all is thrown.
 * @param url of an API process, without a path
 * @param key API key
 * @param session shared by callers that shall read one another's writes
 */
export function accordClient(url: string, key: string, session = new Session()): AccordClient {
  const client = createClient<Callable, Json>({
    baseUrl: url,
    headers: { authorization: `Bearer ${key}` },
    // Files go as they are.
    bodySerializer: (body) => (typeof body === 'string' ? body : JSON.stringify(body)),
  });
  client.use(commandKeys, readsItsWrites(session));
  return client;
}

const commandKeys: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'POST' || request.headers.has('idempotency-key')) return undefined;
    request.headers.set('idempotency-key', randomUUID());
    return request;
  },
};
