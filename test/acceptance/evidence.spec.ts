import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram } from '../support/small-program';

const LIMIT = 10 * 1_048_576;
const OURS = '/v1/partners/acme/evidence';
const pdf = (text: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`%PDF-1.7\n${text}\n`);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('Evidence', () => {
  let system: AccordUnderTest;
  let us: ApiClient;
  let them: ApiClient;
  let finance: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const programs = await principal(system.admin, 'pm', 'program-manager');
    await publishProgram(programs);
    for (const partnerId of ['acme', 'blue']) await enrol(programs, partnerId);
    us = await principal(system.admin, 'our-portal', 'partner', 'acme');
    them = await principal(system.admin, 'their-portal', 'partner', 'blue');
    finance = await principal(system.admin, 'fiona', 'finance');
    const period = { periodFrom: '2026-02-01', periodTo: '2026-04-30' };
    const fund = { fundId: 'acme-q1', programId: 'gitlab', partnerId: 'acme', ...period };
    await programs.must('/v1/funds', { ...fund, currency: 'USD' });
    await programs.must('/v1/funds/acme-q1/allocations', usd('20000.00'));
    await us.must('/v1/funds/acme-q1/requests', {
      requestId: 'r1',
      activity: 'event',
      cost: '10000.00',
      startsOn: '2026-02-18',
      endsOn: '2026-02-18',
      ...usd('5000.00'),
    });
    await programs.must('/v1/funds/acme-q1/requests/r1/approval', usd('5000.00'));
    await advanceTo(system.admin, '2026-02-20');
  });
  afterAll(() => system.stop());

  const send = async (
    bytes: Uint8Array<ArrayBuffer>,
    { type = 'application/pdf', who = us, to = OURS } = {},
  ): Promise<[number, unknown]> => {
    const answer = await who.upload(to, type, bytes);
    const said = asObject(answer.body);
    return [answer.status, answer.status < 300 ? said['status'] : faultOf(answer).code];
  };
  const stored = async (): Promise<unknown[]> => {
    const head = await finance.list('/v1/audit/events?type=EvidenceStored');
    return head.map(({ position }) => position);
  };
  const download = (who: ApiClient, path: string): Promise<Response> =>
    fetch(system.accord.url + path, { headers: { authorization: `Bearer ${who.key}` } });

  it('is stored once under its hash, and comes back as it was, to be saved and not shown', async () => {
    const invoice = pdf('invoice 1');
    const first = asObject((await us.upload(OURS, 'application/pdf', invoice)).body);
    expect(first).toMatchObject({ id: hashOf(invoice), status: 'accepted' });
    expect(await send(invoice)).toEqual([200, 'unchanged']);

    const response = await download(finance, `${OURS}/${hashOf(invoice)}`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(invoice);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${hashOf(invoice)}.pdf"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
    const list = await us.list(`${OURS}?minPosition=${String(first['position'])}`);
    expect(list).toMatchObject([{ sha256: hashOf(invoice), size: invoice.length }]);
  });

  it('of one partner is another`s only when that one sends it too', async () => {
    const contract = pdf('a contract that both signed');
    const path = (partnerId: string): string =>
      `/v1/partners/${partnerId}/evidence/${hashOf(contract)}`;
    expect(await send(contract)).toEqual([201, 'accepted']);
    expect((await download(them, path('acme'))).status).toBe(404);
    expect((await download(them, path('blue'))).status).toBe(404);
    expect(await send(contract, { who: them })).toEqual([404, 'not-found']);
    const theirs = { who: them, to: '/v1/partners/blue/evidence' };
    expect(await send(contract, theirs)).toEqual([201, 'accepted']);
    expect((await download(them, path('blue'))).status).toBe(200);
    expect((await download(them, path('acme'))).status).toBe(404);
  });

  it.each([
    ['other bytes than it declares', pdf('x'), 'image/png', [400, 'request-invalid']],
    ['nothing', new Uint8Array(), 'application/pdf', [400, 'request-invalid']],
    ['a page', new TextEncoder().encode('<html>'), 'text/html', [415, 'unsupported-media-type']],
    ['JSON', new TextEncoder().encode('{}'), 'application/json', [415, 'unsupported-media-type']],
  ])('that is %s is refused and not stored', async (_what, bytes, type, refusal) => {
    const before = await stored();
    expect(await send(bytes, { type })).toEqual(refusal);
    expect(await stored()).toEqual(before);
  });

  it('has at most 10 MiB, to the byte', async () => {
    const largest = new Uint8Array(LIMIT).fill(0x20);
    largest.set(pdf('the largest'));
    expect(await send(largest)).toEqual([201, 'accepted']);
    const larger = new Uint8Array(LIMIT + 1).fill(0x20);
    larger.set(pdf('too large'));
    const before = await stored();
    expect(await send(larger)).toEqual([413, 'too-large']);
    expect(await stored()).toEqual(before);
  });

  it('that never ends is not taken into memory beyond its limit', async () => {
    const status = await new Promise<number | undefined>((answered, failed) => {
      const upload = request(`${system.accord.url}${OURS}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${us.key}`,
          'content-type': 'application/pdf',
          'idempotency-key': 'endless',
        },
      });
      upload.once('response', ({ statusCode }) => {
        answered(statusCode);
        upload.destroy();
      });
      upload.on('error', failed);
      const chunk = Buffer.alloc(65_536, 0x20);
      const more = (): void => {
        while (!upload.destroyed && upload.write(chunk));
      };
      upload.on('drain', more);
      upload.write(pdf('endless'));
      more();
    });
    expect(status).toBe(413);
  });

  it('is taken on its own route only', async () => {
    for (const type of ['application/pdf', 'text/plain', 'text/csv']) {
      const answer = await us.upload('/v1/deals', type, pdf('not here'));
      expect([type, answer.status]).toEqual([type, 415]);
    }
  });

  it('is what a claim names; a hash under which the partner sent nothing is refused', async () => {
    const [invoice, attendees, theirs] = [pdf('invoice'), pdf('attendees'), pdf('theirs')];
    await send(invoice);
    await send(attendees);
    await send(theirs, { who: them, to: '/v1/partners/blue/evidence' });
    const claim = (...proofs: [string, Uint8Array][]) =>
      us.command('/v1/funds/acme-q1/requests/r1/claims', {
        claimId: 'c1',
        cost: '8400.00',
        currency: 'USD',
        proofs: proofs.map(([kind, bytes]) => ({ kind, sha256: hashOf(bytes) })),
      });
    const refused = await claim(['invoice', invoice], ['attendee-list', theirs]);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'evidence-unknown', errors: [{ path: 'proofs.1.sha256' }] },
    });
    expect((await claim(['invoice', invoice], ['attendee-list', attendees])).status).toBe(201);
  });
});
