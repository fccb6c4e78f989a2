import { request } from 'node:http';
import { asObject, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { operationsOf } from '../support/operations';
import { registration } from '../support/small-program';

const RATE = 60;
const MIB = 1_048_576;

interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

describe('Limits', () => {
  let system: AccordUnderTest;
  let crm: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest({ rateLimit: RATE });
    crm = await principal(system.admin, 'crm', 'sales-system');
  });
  afterAll(() => system.stop());

  /** Sends bytes without saying how many there will be, as long as the server takes them. */
  const upload = (path: string, type: string, pieces: Iterable<string>): Promise<Told> =>
    new Promise((answered, failed) => {
      const headers = {
        authorization: `Bearer ${crm.key}`,
        'content-type': type,
        'idempotency-key': 'upload',
      };
      const sending = request(system.accord.url + path, { method: 'POST', headers });
      sending.once('error', failed).once('response', (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.once('end', () =>
          answered({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      for (const piece of pieces) sending.write(piece);
      sending.end();
    });
  function* many(text: string, bytes: number): Generator<string> {
    for (let sent = 0; sent < bytes; sent += text.length) yield text;
  }

  it('of a body: more than 1 MiB is refused, also where its length is not told', async () => {
    const { status, body } = await upload('/v1/deals', 'application/json', [
      '{"partnerId": "',
      ...many('x'.repeat(65_536), 1.2 * MIB),
    ]);
    expect([status, asObject(JSON.parse(body))['code']]).toEqual([413, 'too-large']);
  });

  it('of a line: what is longer than 64 KiB is refused, 10 MB of it too, and the lines around it are read', async () => {
    const line = JSON.stringify(registration('nobody', 'R-1', {}));
    const { status, body } = await upload('/v1/deals/bulk', 'application/x-ndjson', [
      `${line}\n`,
      ...many('x'.repeat(65_536), 10_000_000),
      `\n${'{"x":'.repeat(9_000)}1${'}'.repeat(9_000)}\n${line}\n`,
    ]);
    const results = body
      .trimEnd()
      .split('\n')
      .map((text) => asObject(JSON.parse(text)));
    expect(status).toBe(201);
    expect(results.map((result) => [result['line'], result['status']])).toEqual([
      [1, 'refused'],
      [2, 'invalid'],
      [3, 'invalid'],
      [4, 'refused'],
    ]);
    expect(results[1]).toMatchObject({ errors: [{ code: 'line-too-long' }] });
    expect(results[2]).toMatchObject({ errors: [{ code: 'too-deep' }] });
  });

  it('of a page, told in the description of every list', async () => {
    const document = asObject(await (await fetch(`${system.accord.url}/docs-json`)).json());
    const operations = await operationsOf(system.accord.url);
    const lists = operations.filter(
      // Who decides a program's steps is one resource with a limit of its own.
      ({ method, path }) =>
        method === 'GET' && /s$/.test(path) && !/\/(live|approvers)$/.test(path),
    );
    expect(lists.length).toBeGreaterThan(12);
    for (const { path } of lists) {
      const { parameters } = asObject(asObject(asObject(document['paths'])[path])['get']);
      const named = Array.isArray(parameters) ? parameters.map(asObject) : [];
      const limit = named.find(({ name }) => name === 'limit');
      expect([path, asObject(limit?.['schema'])]).toEqual([
        path,
        expect.objectContaining({ minimum: 1, maximum: 200 }),
      ]);
    }
    for (const limit of ['0', '201', '1.5', '-1', 'all']) {
      const { status, body } = await crm.raw('GET', `/v1/deals?limit=${limit}`);
      expect([limit, status, asObject(body)['errors']]).toEqual([
        limit,
        400,
        expect.arrayContaining([expect.objectContaining({ path: 'limit' })]),
      ]);
    }
  });

  it('of requests a minute: whoever goes on is told to wait, and nobody else is', async () => {
    const statuses = new Set<number>();
    const ask = (key: string): Promise<Response> =>
      fetch(`${system.accord.url}/v1/clock`, { headers: { authorization: `Bearer ${key}` } });
    // Its minute begins here, and ends in the middle for nobody.
    const { key } = await principal(system.admin, 'hasty', 'sales-system');
    let last = await ask(key);
    for (let i = 0; i < RATE && last.status !== 429; i++) {
      statuses.add(last.status);
      last = await ask(key);
    }
    expect(statuses).toEqual(new Set([200]));
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last.json()).toMatchObject({ code: 'too-many-requests' });

    expect((await ask(system.admin.key)).status).toBe(200);
    // Strangers have one budget for each address, and it is not that of those who have a key.
    let stranger = await ask('nonsense');
    for (let i = 0; i < RATE && stranger.status !== 429; i++) {
      expect(stranger.status).toBe(401);
      stranger = await ask('nonsense');
    }
    expect(stranger.status).toBe(429);
    expect((await ask(system.admin.key)).status).toBe(200);
  });
});
