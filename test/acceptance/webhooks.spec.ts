import { join } from 'node:path';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { asObject, type Answer, type ApiClient } from '../support/api-client';
import {
  DIST,
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';
import { isSigned, startReceiver, type Received, type Receiver } from '../support/webhook-receiver';

const typeOf = ({ event }: Received): string => String(event['type']);
const streamOf = ({ event }: Received): string => String(event['stream']);
const positionOf = ({ event }: Received): number => Number(event['position']);
const taken = ({ status }: Received): boolean => status < 300;

type Json = Record<string, unknown>;
const FOR_PARTNERS = [
  'eventId',
  'occurredOn',
  'position',
  'programVersion',
  'publicReason',
  'recordedAt',
  'revision',
  'stream',
  'type',
];

/** Code of the first reason of a refusal. */
function ruleOf({ body }: Answer): unknown {
  const { errors } = asObject(body);
  return asObject(Array.isArray(errors) ? errors[0] : undefined)['code'];
}

/** A sales system and two partners that are told what happens. */
describe('Webhooks', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let receiver: Receiver;
  let worker: Child | undefined;

  beforeAll(async () => {
    const settings = {
      ACCORD_WEBHOOK_NETWORKS: '127.0.0.0/8',
      ACCORD_WEBHOOK_RETRY_MS: '20',
      // 7.2 seconds.
      ACCORD_WEBHOOK_GIVE_UP_HOURS: '0.002',
    };
    system = await startAccordUnderTest({ settings });
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    await enrol(programs, 'bolt');
  });
  afterAll(async () => {
    await worker?.stop();
    await system.stop();
  });
  beforeEach(async () => (receiver = await startReceiver()));
  afterEach(() => receiver.close());

  it('tell a deal’s events in order, signed, in the form of the event feed', async () => {
    const { id, secret } = await endpoint(crm, {});
    const deal = await approved('acme', 'order');
    await receiver.until((all) => all.some((one) => typeOf(one) === 'DealApproved'));

    const told = receiver.received.filter((one) => streamOf(one) === `deal-${deal}`);
    expect(told.map(typeOf)).toEqual(['DealRegistered', 'DealRouted', 'DealApproved']);
    expect(told.map(({ event }) => event['revision'])).toEqual([0, 1, 2]);
    const feed = asObject(await crm.get('/v1/events?limit=200&after=0'))['items'];
    for (const one of receiver.received) {
      expect(feed).toContainEqual(one.event);
      expect(one.headers['webhook-id']).toBe(one.event['eventId']);
      expect(isSigned(one, secret)).toBe(true);
      expect(isSigned({ ...one, text: `${one.text} ` }, secret)).toBe(false);
    }
    expect(await delivered(id, 'DealApproved')).toMatchObject({ attempts: 1 });
    await remove(crm, id);
  });

  it('are sent again until they are taken, while other deals go on', async () => {
    const { id } = await endpoint(crm, { types: ['DealRegistered', 'DealRouted'] });
    const [stuck, other] = [await idOf('acme', 'stuck'), await idOf('acme', 'other')];
    const isOther = (one: Received): boolean => streamOf(one) === `deal-${other}`;
    // Not taken before the other deal has been told whole, and at least four times.
    let failures = 0;
    const isRefused = (): boolean =>
      failures < 4 || receiver.received.filter((one) => isOther(one) && taken(one)).length < 2;
    receiver.answer = (event) => {
      const isStuck = event['stream'] === `deal-${stuck}` && event['type'] === 'DealRegistered';
      if (!isStuck || !isRefused()) return 200;
      failures++;
      return 503;
    };
    await register('acme', 'stuck');
    await register('acme', 'other');
    await receiver.until(
      (all) => all.filter((one) => typeOf(one) === 'DealRouted' && taken(one)).length === 2,
    );
    const ofStuck = receiver.received.filter((one) => streamOf(one) === `deal-${stuck}`);
    expect(ofStuck.map((one) => [typeOf(one), one.status])).toEqual([
      ...Array.from({ length: failures }, () => ['DealRegistered', 503]),
      ['DealRegistered', 200],
      ['DealRouted', 200],
    ]);
    const ids = ofStuck.slice(0, -1).map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    const deliveries = await crm.list(`/v1/webhook-endpoints/${id}/deliveries`);
    const registered = deliveries.find(
      ({ stream, type }) => stream === `deal-${stuck}` && type === 'DealRegistered',
    );
    expect(registered).toMatchObject({ attempts: failures + 1, delivered: true, lastStatus: 200 });
    await remove(crm, id);
  });

  it('go on where they were when the worker is killed, and lose nothing', async () => {
    const { id } = await endpoint(crm, { types: ['DealRegistered'] });
    const before = await register('acme', 'before-the-kill');
    await receiver.until((all) => all.some((one) => streamOf(one) === `deal-${before}`));
    process.kill(system.accord.pids['worker'] ?? 0, 'SIGKILL');
    const deals: string[] = [];
    for (let i = 0; i < 30; i++) deals.push(await register('acme', `killed-${i}`));
    worker = await startChild({
      name: 'worker-2',
      entry: join(DIST, 'apps/worker/src/main.js'),
      environment: system.accord.environment,
      logs: join(system.accord.dataDirectory, 'logs'),
    });
    // It dies again in the middle of telling, and what was told may be told twice.
    await receiver.until((all) => all.length >= 10);
    process.kill(worker.pid, 'SIGKILL');
    await worker.ended;
    worker = await startChild({
      name: 'worker-3',
      entry: join(DIST, 'apps/worker/src/main.js'),
      environment: system.accord.environment,
      logs: join(system.accord.dataDirectory, 'logs'),
    });
    const told = (): Set<string> => new Set(receiver.received.map(streamOf));
    await receiver.until(() => deals.every((deal) => told().has(`deal-${deal}`)));
    const [first] = receiver.received;
    expect(first && streamOf(first)).toBe(`deal-${before}`);
    await remove(crm, id);
  });

  it('tell everything after a position again when they are asked to', async () => {
    const { id } = await endpoint(crm, { types: ['DealRegistered'] });
    for (const n of [1, 2, 3]) await register('acme', `again-${n}`);
    await receiver.until((all) => all.length === 3);
    const told = receiver.received.toSorted((a, b) => positionOf(a) - positionOf(b));
    const ids = told.map(({ event }) => event['eventId']);
    const after = String(told[0]?.event['position']);
    for (const wrong of ['9'.repeat(15), String(BigInt(after) + 1n)]) {
      const answer = await crm.command(`/v1/webhook-endpoints/${id}/replay`, { after: wrong });
      expect([answer.status, ruleOf(answer)]).toEqual([422, 'position-unknown']);
    }
    await crm.must(`/v1/webhook-endpoints/${id}/replay`, { after });
    await receiver.until((all) => all.length === 5);
    const again = receiver.received.slice(3).map(({ event }) => event['eventId']);
    expect(new Set(again)).toEqual(new Set(ids.slice(1)));
    expect(again).toHaveLength(2);
    await remove(crm, id);
  });

  it('say nothing while they are paused, and everything afterwards', async () => {
    const { id } = await endpoint(crm, { types: ['DealRegistered'] });
    await crm.must(`/v1/webhook-endpoints/${id}/pause`, {});
    const marker = await endpoint(crm, { types: ['DealApproved'] });
    // The worker takes notice of both within a moment: once it tells the one, it has paused the other.
    await approved('acme', 'noticed');
    await receiver.until((all) => all.some((one) => typeOf(one) === 'DealApproved'));
    const before = receiver.received.length;
    const deal = await approved('acme', 'paused');
    await receiver.until((all) => all.slice(before).some((one) => typeOf(one) === 'DealApproved'));
    expect(receiver.received.slice(before).map(typeOf)).toEqual(['DealApproved']);
    await crm.must(`/v1/webhook-endpoints/${id}/resumption`, {});
    await receiver.until((all) =>
      all.some((one) => streamOf(one) === `deal-${deal}` && typeOf(one) === 'DealRegistered'),
    );
    await remove(crm, id);
    await remove(crm, marker.id);
  });

  it('are signed by both secrets after a rotation', async () => {
    const { id, secret } = await endpoint(crm, { types: ['DealRegistered'] });
    const rotation = await crm.must(`/v1/webhook-endpoints/${id}/secret`, {});
    const next = String(rotation['secret']);
    expect(next).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    // The worker takes notice within a moment; until then the old secret signs alone.
    let told: Received | undefined;
    for (let n = 1; !told || !isSigned(told, next); n++) {
      await register('acme', `rotated-${n}`);
      await receiver.until((all) => all.length === n);
      told = receiver.received.at(-1);
    }
    expect([isSigned(told, secret), isSigned(told, next)]).toEqual([true, true]);
    await remove(crm, id);
  });

  it('are given up when the receiver is gone, visibly and with the reason', async () => {
    const { id } = await endpoint(crm, {});
    receiver.answer = () => 410;
    await register('acme', 'gone');
    await receiver.until((all) => all.length > 0);
    const found = await untilStatus(id, 'disabled');
    expect(found['disabled']).toEqual({
      code: 'gone',
      why: 'The receiver answered 410 Gone',
    });
    receiver.answer = () => 204;
    await crm.must(`/v1/webhook-endpoints/${id}/resumption`, {});
    await receiver.until((all) => all.some(taken));
    await remove(crm, id);
  });

  it('are given up when the receiver refuses an event for too long, and go on when told to', async () => {
    const { id } = await endpoint(crm, { types: ['DealRegistered'] });
    receiver.answer = () => 500;
    const deal = await register('acme', 'failing');
    const found = await untilStatus(id, 'disabled');
    expect(found['disabled']).toMatchObject({
      code: 'failing',
      why: expect.stringMatching(
        /^DealRegistered was not taken since .* attempts; last: HTTP 500$/,
      ),
    });
    expect(receiver.received.length).toBeGreaterThan(5);
    receiver.answer = () => 204;
    await crm.must(`/v1/webhook-endpoints/${id}/resumption`, {});
    await receiver.until((all) => all.some(taken));
    expect(receiver.received.filter(taken).map(streamOf)).toEqual([`deal-${deal}`]);
    await remove(crm, id);
  });

  it('follow no redirect', async () => {
    const { id } = await endpoint(crm, { types: ['DealRegistered'] });
    receiver.answer = () => (receiver.received.length < 2 ? 302 : 204);
    await register('acme', 'redirected');
    await receiver.until((all) => all.some(taken));
    expect(receiver.received.map(({ status }) => status)).toEqual([302, 302, 204]);
    await remove(crm, id);
  });

  it('tell a partner of its own registrations only, and that something happened only', async () => {
    const acme = await principal(system.admin, 'acme-portal', 'partner', 'acme');
    const { id } = await endpoint(acme, {});
    await approved('bolt', 'theirs');
    const ours = await approved('acme', 'ours');
    await receiver.until((all) => all.some((one) => typeOf(one) === 'DealApproved'));
    expect(receiver.received.map((one) => [streamOf(one), typeOf(one)])).toEqual([
      [`deal-${ours}`, 'DealRegistered'],
      [`deal-${ours}`, 'DealApproved'],
    ]);
    for (const { event } of receiver.received) {
      expect(Object.keys(event).toSorted()).toEqual(FOR_PARTNERS);
    }
    // Nor does anybody else see or touch the endpoint.
    expect((await crm.raw('GET', `/v1/webhook-endpoints/${id}`)).status).toBe(404);
    expect((await crm.raw('GET', `/v1/webhook-endpoints/${id}/deliveries`)).status).toBe(404);
    expect((await crm.command(`/v1/webhook-endpoints/${id}/secret`, {})).status).toBe(404);
    expect((await crm.command(`/v1/webhook-endpoints/${id}/removal`, {})).status).toBe(404);
    expect(await system.admin.get(`/v1/webhook-endpoints/${id}`)).toMatchObject({
      principalId: 'acme-portal',
    });
    await system.admin.must(`/v1/webhook-endpoints/${id}/removal`, {});
  });

  it('end when the last API key of their principal is revoked', async () => {
    const leaving = await principal(system.admin, 'leaving', 'sales-system');
    const { id } = await endpoint(leaving, { types: ['DealRegistered'] });
    const { keyIds } = await system.admin.get('/v1/principals/leaving');
    const [keyId] = Array.isArray(keyIds) ? keyIds : [];
    await system.admin.must(`/v1/principals/leaving/keys/${String(keyId)}/revocation`, {});
    await register('acme', 'after-leaving');
    const found = await untilStatus(id, 'disabled', system.admin);
    expect(found['disabled']).toMatchObject({ code: 'principal-closed' });
    expect(receiver.received).toEqual([]);
    await system.admin.must(`/v1/webhook-endpoints/${id}/removal`, {});
  });

  it.each([
    ['https://10.1.2.3/hook', 'address-not-allowed'],
    ['https://169.254.169.254/latest/meta-data', 'address-not-allowed'],
    ['https://[::1]/hook', 'address-not-allowed'],
    ['https://[::ffff:10.0.0.1]/hook', 'address-not-allowed'],
    ['http://hooks.example.com/hook', 'https-required'],
    ['https://0x0a000001/hook', 'address-not-allowed'],
  ])('are not registered at %s: %s', async (url, code) => {
    const answer = await crm.command('/v1/webhook-endpoints', { url });
    expect([answer.status, ruleOf(answer)]).toEqual([422, code]);
  });

  it('keep their secrets out of the log', async () => {
    const { id, secret } = await endpoint(crm, {});
    const auditor = await principal(system.admin, 'auditor-1', 'auditor');
    const { items } = await auditor.get(`/v1/audit/streams/endpoint-${id}`);
    expect(JSON.stringify(items)).toContain('EndpointRegistered');
    expect(JSON.stringify(items)).not.toContain(secret.slice('whsec_'.length));
    const feed = await crm.get('/v1/events?limit=200&after=0');
    expect(JSON.stringify(feed)).not.toContain('EndpointRegistered');
    await remove(crm, id);
  });

  async function untilStatus(id: string, status: string, seer = crm): Promise<Json> {
    for (;;) {
      const found = await seer.get(`/v1/webhook-endpoints/${id}`);
      if (found['status'] === status) return found;
    }
  }

  /** What is known of sending the only event of a type, once it is known to be taken. */
  async function delivered(id: string, type: string): Promise<Json> {
    for (;;) {
      const deliveries = await crm.list(`/v1/webhook-endpoints/${id}/deliveries`);
      const found = deliveries.find((one) => one['type'] === type && one['delivered'] === true);
      if (found) return found;
    }
  }

  async function approved(partner: string, ref: string): Promise<string> {
    const deal = await register(partner, ref);
    await programs.must(`/v1/deals/${deal}/approval`, {});
    return deal;
  }
  const body = (partner: string, ref: string): object =>
    registration(partner, `${partner}-${ref}`, {
      customer: { name: `Werk ${ref}`, country: 'DE', domain: `${ref}.example` },
      opportunity: { source: 'crm', ref: `OPP-${ref}` },
    });
  async function register(partner: string, ref: string): Promise<string> {
    return String((await crm.must('/v1/deals', body(partner, ref)))['id']);
  }
  /** The id that the registration is going to have. */
  async function idOf(partner: string, ref: string): Promise<string> {
    return String((await crm.must('/v1/deals?dryRun=true', body(partner, ref)))['id']);
  }
  async function endpoint(
    caller: ApiClient,
    more: object,
  ): Promise<{ id: string; secret: string }> {
    const reply = await caller.must('/v1/webhook-endpoints', { url: receiver.url, ...more });
    return { id: String(reply['id']), secret: String(reply['secret']) };
  }
  const remove = (caller: ApiClient, id: string): Promise<unknown> =>
    caller.must(`/v1/webhook-endpoints/${id}/removal`, {});
});
