import { EventRegistry, EventStore } from '@accord/event-store';
import { ReadStore } from '@accord/read-store';
import { answered, type EventFeedBody } from '@accord/client';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { settled } from '../support/settled';
import { enrol, publishProgram, registration } from '../support/small-program';

describe('The conventions of the API', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let log: EventStore;
  let reads: ReadStore;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    log = await EventStore.connect(system.accord.eventStoreUrl, new EventRegistry([]));
    reads = await ReadStore.connect(system.accord.databaseUrl);
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    await enrol(programs, 'blue');
    await enrol(programs, 'coral');
  });
  afterAll(async () => {
    await reads.close();
    await log.close();
    await system.stop();
  });

  const deal = (partnerId: string, ref: string): object =>
    registration(partnerId, ref, {
      customer: { name: `Customer ${ref}`, country: 'DE' },
      opportunity: { source: 'crm', ref: `OPP-${ref}` },
    });
  const feed = (query: { after?: string; limit: number }): Promise<EventFeedBody> =>
    answered(crm.GET('/v1/events', { params: { query } }));
  const register = (partnerId: string, ref: string): Promise<Record<string, unknown>> =>
    crm.must('/v1/deals', deal(partnerId, ref));

  describe('Idempotency-Key', () => {
    it('gives a repeated command its first answer, marked as a repetition', async () => {
      const first = await crm.command('/v1/deals', deal('acme', 'K-1'), 'key-1');
      const again = await crm.command('/v1/deals', deal('acme', 'K-1'), 'key-1');
      expect(first.status).toBe(201);
      expect(again.status).toBe(200);
      expect(again.body).toEqual({ ...asObject(first.body), status: 'replayed' });
    });

    it('is not taken for another body', async () => {
      await crm.command('/v1/deals', deal('acme', 'K-2'), 'key-2');
      const other = { ...deal('acme', 'K-2'), amount: '1.00' };
      const answer = await crm.command('/v1/deals', other, 'key-2');
      expect([answer.status, faultOf(answer).code]).toEqual([409, 'idempotency-key-reused']);
    });

    it('must be sent with every command', async () => {
      const response = await fetch(`${system.accord.url}/v1/deals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${crm.key}`, 'content-type': 'application/json' },
        body: JSON.stringify(deal('acme', 'K-3')),
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [{ code: 'idempotency-key-required', path: 'Idempotency-Key' }],
      });
    });
  });

  describe('What is no request of a route', () => {
    const told = async (path: string, init: RequestInit): Promise<unknown[]> => {
      const authorization = `Bearer ${crm.key}`;
      const response = await fetch(system.accord.url + path, {
        ...init,
        headers: { authorization, ...init.headers },
      });
      const { code, title } = asObject(await response.json());
      return [response.status, response.headers.get('content-type'), code, title];
    };
    const problem = expect.stringMatching(/^application\/problem\+json/);

    it('is told as problem details, also where the path itself cannot be read', async () => {
      expect(await told('/v1/deals/%ff', {})).toEqual([
        400,
        problem,
        'path-invalid',
        'The path is not percent-encoded UTF-8',
      ]);
      expect(await told(`/v1/deals/${'x'.repeat(201)}`, {})).toEqual([
        414,
        problem,
        'path-too-long',
        'A part of a path has at most 200 characters',
      ]);
    });

    it.each([
      ['/v1/deals', 'text/plain', 'send application/json'],
      ['/v1/deals', 'application/yaml', 'send application/json'],
      ['/v1/deals/bulk', 'application/xml', 'send application/x-ndjson or text/csv'],
    ])('names what %s takes when it gets %s', async (path, type, what) => {
      const headers = { 'content-type': type, 'idempotency-key': 'type' };
      expect(await told(path, { method: 'POST', headers, body: 'a: 1' })).toEqual([
        415,
        problem,
        'unsupported-media-type',
        `This route takes no ${type}; ${what}`,
      ]);
    });

    it('is a command whose dryRun is misspelt', async () => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'misspelt' };
      const body = JSON.stringify(deal('acme', 'MISSPELT'));
      const answer = await told('/v1/deals?dryrun=true', { method: 'POST', headers, body });
      expect(answer.slice(0, 3)).toEqual([400, problem, 'request-invalid']);
      const again = await told('/v1/deals?dryRun=true', { method: 'POST', headers, body });
      expect(again[0]).toBe(200);
    });
  });

  it('knows the scheme of a key in any case', async () => {
    const headers = { authorization: `bearer ${crm.key}` };
    expect((await fetch(`${system.accord.url}/v1/clock`, { headers })).status).toBe(200);
  });

  it('decides at the revision of If-Match only', async () => {
    const { id, position } = await register('acme', 'M-1');
    const approve = (ifMatch: string): Promise<Response> =>
      fetch(`${system.accord.url}/v1/deals/${String(id)}/approval`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${programs.key}`,
          'content-type': 'application/json',
          'idempotency-key': `match-${ifMatch}`,
          'if-match': ifMatch,
        },
        body: '{}',
      });
    const ahead = await approve('"7"');
    expect(ahead.status).toBe(412);
    expect(await ahead.json()).toMatchObject({
      code: 'revision-mismatch',
      conflict: { expected: 7, actual: 1, between: [] },
    });
    const path = `/v1/deals/${String(id)}?minPosition=${String(position)}`;
    expect(await programs.get(path)).toMatchObject({ status: 'pending' });
    // Registered and routed.
    const behind = await approve('"0"');
    expect(behind.status).toBe(412);
    expect(await behind.json()).toMatchObject({
      conflict: {
        expected: 0,
        actual: 1,
        between: [
          { type: 'DealRouted', revision: 1, position, actor: 'crm', role: 'sales-system' },
        ],
      },
    });
    const approved = await approve('"1"');
    expect(approved.status).toBeLessThan(300);
    expect(approved.headers.get('etag')).toBe('"2"');
  });

  const evidence = { document: 'audit-3', statedBy: 'c-1' };
  const broken = { cause: 'non-compliance', evidence, publicReason: 'The agreement has ended.' };
  const reinstated = { publicReason: 'It goes on.', internalReason: 'By mistake.' };
  it.each<[what: string, body: object, before: [what: string, body: object][]]>([
    ['extension', {}, []],
    ['protection-break', broken, []],
    ['reinstatement', reinstated, [['protection-break', broken]]],
  ])(
    'changes nothing by %s at another revision, though the hold on the customer is decided first',
    async (what, body, before) => {
      const path = `/v1/deals/${String((await register('acme', `M-${what}`))['id'])}`;
      await programs.must(`${path}/approval`, {});
      for (const [first, details] of before) await programs.must(`${path}/${first}`, details);
      const shown = await programs.get(path);
      const send = (ifMatch: number, key: string): Promise<Response> =>
        fetch(`${system.accord.url}${path}/${what}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${programs.key}`,
            'content-type': 'application/json',
            'idempotency-key': key,
            'if-match': `"${ifMatch}"`,
          },
          body: JSON.stringify(body),
        });
      expect((await send(1, 'stale')).status).toBe(412);
      const position = String(await settled(log, reads));
      expect(await programs.get(`${path}?minPosition=${position}`)).toEqual(shown);

      // Registered, routed, approved.
      const now = 2 + before.length;
      expect((await send(now, 'right')).status).toBeLessThan(300);
      const again = await send(now, 'right');
      expect([again.status, again.headers.get('etag')]).toEqual([200, `"${now + 1}"`]);
    },
  );

  it('tells a partner what came between of its own only, and not who did it', async () => {
    const acme = await principal(system.admin, 'acme-if-match', 'partner', 'acme');
    const own = await register('acme', 'M-2');
    await programs.must(`/v1/deals/${String(own['id'])}/approval`, {});
    await register('coral', 'M-3');
    const send = async (path: string, body: object): Promise<Record<string, unknown>> => {
      const response = await fetch(`${system.accord.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${acme.key}`,
          'content-type': 'application/json',
          'idempotency-key': path,
          'if-match': '"0"',
        },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(412);
      return asObject(asObject(await response.json())['conflict']);
    };
    expect((await send(`/v1/deals/${String(own['id'])}/withdrawal`, {}))['between']).toEqual([
      expect.objectContaining({ type: 'DealApproved', revision: 2, actor: null, role: null }),
    ]);
    // Under another partner's reference: that something is there, and nothing of what.
    const theirs = { ...deal('coral', 'M-3'), partnerId: 'acme' };
    expect((await send('/v1/deals', theirs))['between']).toEqual([]);
  });

  it('says with dryRun with whom a registration would compete, and why, but not to partners', async () => {
    const first = await register('coral', 'E-1');
    const rival = registration('acme', 'E-2', {
      customer: { name: 'Customer E-1 GmbH', country: 'DE' },
      opportunity: { source: 'crm', ref: 'OPP-E-2' },
    });
    await programs.get(`/v1/deals/${String(first['id'])}?minPosition=${String(first['position'])}`);
    const tried = await crm.command('/v1/deals?dryRun=true', rival);
    const { conflicts } = asObject(tried.body);
    const rivals = Array.isArray(conflicts) ? conflicts : [];
    expect(rivals).toContainEqual(
      expect.objectContaining({ dealId: first['id'], partnerId: 'coral', earlier: true }),
    );
    expect(asObject(asObject(rivals[0])['match'])).toHaveProperty('relation');
    const acme = await principal(system.admin, 'acme-tries', 'partner', 'acme');
    const theirs = await acme.command('/v1/deals?dryRun=true', rival);
    expect(theirs).toMatchObject({ status: 200, body: { status: 'dry-run', conflicts: null } });
    // What is shown before the registration is what is found after it.
    const { id, position } = await crm.must('/v1/deals', rival);
    const path = `/v1/deals/${String(id)}/conflicts?minPosition=${String(position)}`;
    expect(await programs.list(path)).toEqual(conflicts);
  });

  it('says with dryRun what would happen, and does nothing', async () => {
    const answer = await crm.command('/v1/deals?dryRun=true', deal('acme', 'D-1'));
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'dry-run',
        position: null,
        events: [{ type: 'DealRegistered' }, { type: 'DealRouted' }],
      },
    });
    const found = await programs.list('/v1/deals?origin=portal/D-1');
    expect(found).toEqual([]);
  });

  it('shows a caller its own write when it asks for that position', async () => {
    for (let i = 0; i < 20; i++) {
      const { id, position } = await register('acme', `W-${i}`);
      const shown = await crm.get(`/v1/deals/${String(id)}?minPosition=${String(position)}`);
      expect(shown).toMatchObject({ dealId: id });
    }
  });

  it('hands events on without loss or repetition, and not from where no event is', async () => {
    await register('acme', 'F-1');
    const all = await feed({ limit: 200 });
    const seen: string[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const page: EventFeedBody = await feed({ limit: 3, ...(after !== null && { after }) });
      seen.push(...page.items.map(({ eventId }) => eventId));
      ({ more, next: after } = page);
    }
    expect(all.items.length).toBeGreaterThan(10);
    expect(seen.slice(0, all.items.length)).toEqual(all.items.map(({ eventId }) => eventId));
    expect(new Set(seen).size).toBe(seen.length);

    const { position = '' } = all.items[3] ?? {};
    const rest = await feed({ after: position, limit: 2 });
    expect(rest.items.map(({ eventId }) => eventId)).toEqual(seen.slice(4, 6));
    const within = String(BigInt(position) + 1n);
    for (const unknown of [within, '999999999999999999']) {
      const { error } = await crm.GET('/v1/events', { params: { query: { after: unknown } } });
      expect(error).toMatchObject({
        status: 400,
        errors: [{ path: 'after', code: 'position-unknown' }],
      });
    }
  });

  it('pages through a list without loss or repetition, and finds a deal by its reference', async () => {
    const ids: unknown[] = [];
    let last: unknown;
    for (let i = 0; i < 7; i++) {
      const reply = await register('blue', `P-${i}`);
      ids.push(reply['id']);
      last = reply['position'];
    }
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const query = `partnerId=blue&limit=3&minPosition=${String(last)}`;
      const page = await crm.get(`/v1/deals?${query}${cursor}`);
      const items = Array.isArray(page['items']) ? page['items'] : [];
      expect(items.length).toBeLessThanOrEqual(3);
      seen.push(...items.map((item) => asObject(item)['dealId']));
      cursor = typeof page['next'] === 'string' ? `&cursor=${page['next']}` : '';
    } while (cursor !== '');
    expect(seen).toEqual(ids);
    const [found] = await crm.list('/v1/deals?origin=portal/P-3');
    expect(found).toMatchObject({ dealId: ids[3] });
  });

  it('shows a partner its own deals and nobody else’s', async () => {
    const own = await register('acme', 'S-1');
    const others = await register('blue', 'S-2');
    const acme = await principal(system.admin, 'acme-portal', 'partner', 'acme');
    const at = `minPosition=${String(others['position'])}`;
    expect(await acme.get(`/v1/deals/${String(own['id'])}?${at}`)).toMatchObject({
      partnerId: 'acme',
    });
    expect((await acme.raw('GET', `/v1/deals/${String(others['id'])}?${at}`)).status).toBe(404);
    const listed = await acme.list(`/v1/deals?partnerId=blue&${at}`);
    expect(listed).toEqual([]);
    const all = await acme.list(`/v1/deals?${at}`);
    expect(new Set(all.map(({ partnerId }) => partnerId))).toEqual(new Set(['acme']));
    const forged = await acme.command('/v1/deals', deal('blue', 'S-3'));
    expect(forged.status).toBe(404);
    const taken = await acme.command(`/v1/deals/${String(others['id'])}/withdrawal`, {});
    expect(taken.status).toBe(404);
  });

  describe('Bulk registration', () => {
    const bulk = async (type: string, body: string): Promise<Record<string, unknown>[]> => {
      const response = await fetch(`${system.accord.url}/v1/deals/bulk`, {
        method: 'POST',
        headers: { authorization: `Bearer ${crm.key}`, 'content-type': type },
        body,
      });
      expect(response.headers.get('content-type')).toBe('application/x-ndjson');
      const lines = (await response.text()).trimEnd().split('\n');
      return lines.map((line) => asObject(JSON.parse(line)));
    };

    it('answers each line, and takes a repeated file as the same one', async () => {
      const lines = [
        JSON.stringify(deal('acme', 'B-1')),
        '{"partnerId": ',
        JSON.stringify({ ...deal('acme', 'B-2'), amount: '-1' }),
        JSON.stringify(deal('nobody', 'B-3')),
        JSON.stringify({ ...deal('acme', 'B-4'), origin: undefined }),
        JSON.stringify(deal('acme', 'B-5')),
      ].join('\n');
      const first = await bulk('application/x-ndjson', lines);
      expect(first.map(({ line, status }) => [line, status])).toEqual([
        [1, 'accepted'],
        [2, 'invalid'],
        [3, 'invalid'],
        [4, 'refused'],
        [5, 'invalid'],
        [6, 'accepted'],
      ]);
      const again = await bulk('application/x-ndjson', lines);
      expect(again[0]).toMatchObject({ status: 'replayed', id: first[0]?.['id'] });
      expect(again[5]).toMatchObject({ status: 'replayed', id: first[5]?.['id'] });
    });

    it('takes CSV whose columns are the fields', async () => {
      const csv = [
        'partnerId,programId,dealType,customer.name,customer.country,amount,currency,productFamily,territory,origin.source,origin.ref',
        'acme,gitlab,resale,"Papier, Holz & Co KG",DE,1200.00,USD,Premium,EMEA,portal,C-1',
        'acme,gitlab,resale,Glas AG,DE,12.345,USD,Premium,EMEA,portal,C-2',
      ].join('\r\n');
      const results = await bulk('text/csv', csv);
      expect(results.map(({ status }) => status)).toEqual(['accepted', 'invalid']);
      expect(results[1]).toMatchObject({ errors: [{ path: 'amount' }] });
    });
  });
});
