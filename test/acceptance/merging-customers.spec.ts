import { answered, type CustomerBody } from '@accord/client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { Companies, FATE, firstEvent, type ApprovedDeal } from '../support/companies';
import { enrol, publishProgram } from '../support/small-program';

type Json = Record<string, unknown>;

/** Names that share nothing, so that only a person can know that two of them are one company. */
const NAMES = ['Nordwind', 'Fjordlys', 'Quarzwerk', 'Belmonte', 'Tulpenfeld', 'Zephyros'];
const LETTER = { document: 'mail-17' };
const TOLD = { publicReason: 'Agreed by both' };

describe('Customers that turn out to be one', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let companies: Companies;
  let test = 0;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    companies = new Companies(crm, programs);
    await publishProgram(programs);
    for (const partner of ['acme', 'bolt', 'crux']) await enrol(programs, partner);
  });
  afterAll(() => system.stop());
  beforeEach(() => void (test += 1));

  it('are merged: their approvals hold on at the survivor, and its later registrations are told so', async () => {
    const own = await approved('acme', 0, 'OPP-1');
    const other = await approved('bolt', 1, 'OPP-2');
    const path = `/v1/customers/${own.customerId}/merge`;
    const body = { into: other.customerId, ...FATE };

    const dry = asObject((await programs.command(`${path}?dryRun=true`, body)).body);
    expect(dry).toMatchObject({
      status: 'dry-run',
      events: [{ type: 'CustomersMerged' }],
      consequence: {
        outcome: 'merge',
        moves: [{ dealId: own.dealId, partnerId: 'acme' }],
        collisions: [],
        suspended: [],
        openCases: [],
      },
    });
    expect(await statusOf(own.dealId)).toBe('approved');

    const params = { path: { customerId: own.customerId } };
    const { data: before, response } = await programs.GET('/v1/customers/{customerId}', { params });
    expect(before).toMatchObject({
      status: 'established',
      mergedInto: null,
      splitFrom: null,
      dealIds: [own.dealId],
      exclusivity: [{ dealId: own.dealId, partnerId: 'acme', released: false }],
    });
    const asOf = response.headers.get('accord-position') ?? '';

    const merged = await programs.must(path, body);
    expect(merged).toMatchObject({ status: 'accepted', events: [{ type: 'CustomersMerged' }] });
    expect(await known(own.customerId, asOf)).toEqual(before);
    expect(await known(own.customerId)).toMatchObject({
      status: 'merged',
      mergedInto: other.customerId,
    });
    const { error } = await programs.GET('/v1/customers/{customerId}', {
      params: { path: { customerId: 'nobody' } },
    });
    expect(error).toMatchObject({ status: 404, code: 'not-found' });

    // A registration that resembles the absorbed one wants what it holds; another wants the survivor's.
    for (const [name, opportunity] of [
      [0, 'OPP-1'],
      [0, 'OPP-2'],
      [1, 'OPP-1'],
    ] as const) {
      const rival = await registered('crux', name, opportunity);
      const refused = await programs.command(`/v1/deals/${rival}/approval`, {});
      expect([refused.status, faultOf(refused).code]).toEqual([422, 'exclusivity-held']);
    }
    const free = await registered('crux', 0, 'OPP-3');
    await programs.must(`/v1/deals/${free}/approval`, {});

    // What is read follows: whose the registration is, and who waits for what it holds.
    const at = `minPosition=${String(merged['position'])}`;
    const read = await programs.get(`/v1/deals/${own.dealId}?${at}`);
    expect(read['customerId']).toBe(other.customerId);
    const waiting = await registered('crux', 0, 'OPP-2');
    const { position } = await crm.must(`/v1/deals/${free}/withdrawal`, {});
    const queue = await programs.get(`/v1/deals/${waiting}/queue?minPosition=${String(position)}`);
    expect(queue).toMatchObject({
      heldByAnother: true,
      entries: [{ dealId: other.dealId }, {}, {}],
    });
  });

  it('wait where both are held for one opportunity, until a person says which approval stands', async () => {
    const own = await approved('acme', 2, 'OPP-1');
    const other = await approved('bolt', 3, 'OPP-1');
    const path = `/v1/customers/${own.customerId}/merge`;
    const body = { into: other.customerId, ...FATE };

    const dry = asObject((await programs.command(`${path}?dryRun=true`, body)).body);
    expect(dry['consequence']).toMatchObject({
      outcome: 'suspend',
      collisions: [{ absorbed: { dealId: own.dealId }, survivor: { dealId: other.dealId } }],
      suspended: [own.dealId, other.dealId],
    });

    const suspended = await programs.must(path, body);
    expect(suspended['events']).toMatchObject([{ type: 'MergeSuspended' }]);
    const caseId = String(firstEvent(suspended)['caseId']);
    expect([await statusOf(own.dealId), await statusOf(other.dealId)]).toEqual([
      'approved',
      'approved',
    ]);

    // Meanwhile nobody gets either of them.
    for (const name of [2, 3]) {
      const rival = await registered('crux', name, 'OPP-9');
      const refused = await programs.command(`/v1/deals/${rival}/approval`, {});
      expect([refused.status, faultOf(refused).code]).toEqual([422, 'case-undecided']);
    }

    const settle = `/v1/cases/${caseId}/collision-decision`;
    for (const keeps of [[], [own.dealId, other.dealId]]) {
      const refused = await programs.command(settle, { verdict: 'merge', keeps });
      expect([refused.status, faultOf(refused).code]).toEqual([422, 'collision-undecided']);
    }
    const decided = await programs.must(settle, {
      verdict: 'merge',
      keeps: [own.dealId],
      publicReason: 'The other one was first',
    });
    expect(decided['events']).toMatchObject([
      { data: { keeps: [own.dealId], losers: [{ dealId: other.dealId }] } },
    ]);
    await expect(eventually(other.dealId, 'broken')).resolves.toMatchObject({
      publicNote: 'The other one was first',
      outcome: 'cosell',
    });
    expect(await statusOf(own.dealId)).toBe('approved');
    const rival = await registered('crux', 3, 'OPP-1');
    const refused = await programs.command(`/v1/deals/${rival}/approval`, {});
    expect([refused.status, faultOf(refused).code]).toEqual([422, 'exclusivity-held']);
  });

  it('stay two when the merge is abandoned, and everybody keeps what it has', async () => {
    const own = await approved('acme', 4, 'OPP-1');
    const other = await approved('bolt', 5, 'OPP-1');
    const path = `/v1/customers/${own.customerId}/merge`;
    const suspended = await programs.must(path, { into: other.customerId, ...FATE });
    const caseId = String(firstEvent(suspended)['caseId']);
    await programs.must(`/v1/cases/${caseId}/collision-decision`, { verdict: 'abandon' });
    expect([await statusOf(own.dealId), await statusOf(other.dealId)]).toEqual([
      'approved',
      'approved',
    ]);
    const free = await registered('crux', 4, 'OPP-2');
    await programs.must(`/v1/deals/${free}/approval`, {});
    const again = await programs.command(`/v1/cases/${caseId}/collision-decision`, {
      verdict: 'merge',
      keeps: [own.dealId],
    });
    expect(faultOf(again).code).toBe('case-decided');
  });

  it('are merged once, and not with themselves, with nobody, or in a circle', async () => {
    const own = await approved('acme', 0, 'OPP-1');
    const other = await approved('bolt', 1, 'OPP-2');
    const merge = (from: string, into: string, key?: string) =>
      programs.command(`/v1/customers/${from}/merge`, { into, ...FATE }, key);
    const codeOf = async (from: string, into: string): Promise<string> =>
      faultOf(await merge(from, into)).code;

    expect(await codeOf(own.customerId, own.customerId)).toBe('merge-with-itself');
    expect(await codeOf('nobody', own.customerId)).toBe('customer-unknown');
    expect(await codeOf(own.customerId, 'nobody')).toBe('customer-unknown');

    const first = await merge(own.customerId, other.customerId, `merge-${test}`);
    const again = await merge(own.customerId, other.customerId, `merge-${test}`);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(asObject(again.body)).toMatchObject({
      status: 'replayed',
      events: asObject(first.body)['events'],
    });
    const reused = await merge(own.customerId, 'another', `merge-${test}`);
    expect([reused.status, faultOf(reused).code]).toEqual([409, 'idempotency-key-reused']);
    expect(await codeOf(own.customerId, other.customerId)).toBe('customer-merged');
    expect(await codeOf(other.customerId, own.customerId)).toBe('customer-merged');
  });

  it('are split again: approvals go with their registrations, and who lost to the other half may ask again', async () => {
    const first = await approved('acme', 0, 'OPP-1');
    const second = await approved('bolt', 0, 'OPP-2');
    expect(second.customerId).toBe(first.customerId);
    const loser = await registered('crux', 0, 'OPP-2');
    const outranked = { publicReason: 'Somebody was first' };
    await programs.must(`/v1/deals/${loser}/outranking`, outranked);
    const path = `/v1/customers/${first.customerId}/split`;
    const body = { deals: [second.dealId], ...FATE };

    for (const [deals, code] of [
      [[loser], 'claim-not-held'],
      [[first.dealId, second.dealId], 'split-leaves-nothing'],
    ] as const) {
      const refused = await programs.command(path, { ...body, deals });
      expect([refused.status, faultOf(refused).code]).toEqual([422, code]);
    }
    const dry = asObject((await programs.command(`${path}?dryRun=true`, body)).body);
    expect(dry).toMatchObject({
      status: 'dry-run',
      consequence: { deals: [second.dealId], moves: [{ dealId: second.dealId }], reverted: [] },
    });

    const split = await programs.must(path, body);
    const { from, to } = firstEvent(split);
    expect(from).toBe(first.customerId);
    expect(to).not.toBe(first.customerId);
    expect(await known(first.customerId)).toMatchObject({ splitInto: [to], splitFrom: null });
    expect(await known(String(to))).toMatchObject({
      status: 'established',
      splitFrom: first.customerId,
      dealIds: [second.dealId],
    });

    // Each half is held by its own: what the other one holds is free in it.
    const held = await programs.command(`/v1/deals/${second.dealId}/extension`, {});
    expect(held.status).toBe(201);
    const free = await programs.command(`/v1/deals/${first.dealId}/extension`, {});
    expect(free.status).toBe(201);
    const audit = await principal(system.admin, 'auditor', 'auditor');
    const streams = await Promise.all(
      [first.customerId, String(to)].map((id) =>
        audit.list(`/v1/audit/streams/exclusivity-${id}?asOf=${String(split['position'])}`),
      ),
    );
    expect(streams.map((events) => events.map(({ type }) => type))).toEqual([
      [
        'ExclusivityGranted',
        'ExclusivityGranted',
        'ExclusivityMoveBegan',
        'ExclusivityMoveSettled',
      ],
      ['ExclusivityMovedIn'],
    ]);
  });

  it('hand a protection over to another registration for the rest of its time', async () => {
    const holder = await approved('acme', 0, 'OPP-1');
    const heir = await registered('bolt', 0, 'OPP-1');
    const stranger = await registered('crux', 0, 'OPP-7');
    const transfer = (dealId: string, fromDealId: string) =>
      programs.command(`/v1/deals/${dealId}/protection-transfer`, {
        fromDealId,
        evidence: LETTER,
        ...TOLD,
      });
    expect(faultOf(await transfer(stranger, holder.dealId)).code).toBe('nothing-to-transfer');
    expect(faultOf(await transfer(heir, heir)).code).toBe('nothing-to-transfer');
    expect((await transfer(heir, holder.dealId)).status).toBeLessThan(300);
    const before = await eventually(holder.dealId, 'broken');
    const after = await eventually(heir, 'approved');
    expect(before).toMatchObject({ publicNote: 'Agreed by both' });
    expect([after['customerId'], after['expiresOn']]).toEqual([
      before['customerId'],
      before['expiresOn'],
    ]);
  });

  it('give a protection back that was taken or withdrawn, if nobody holds it by now', async () => {
    const taken = await approved('acme', 0, 'OPP-1');
    const reinstate = (dealId: string, more: object = {}) =>
      programs.command(`/v1/deals/${dealId}/reinstatement`, {
        ...TOLD,
        internalReason: 'A mistake',
        ...more,
      });
    expect(faultOf(await reinstate(taken.dealId)).code).toBe('deal-not-open');
    await crm.must(`/v1/deals/${taken.dealId}/withdrawal`, {});
    const rival = await approved('bolt', 0, 'OPP-1');
    expect(faultOf(await reinstate(taken.dealId)).code).toBe('exclusivity-held');
    await crm.must(`/v1/deals/${rival.dealId}/withdrawal`, {});
    const early = await reinstate(taken.dealId, { until: '2026-01-01' });
    expect(faultOf(early).code).toBe('protection-over');

    await releasedEventually(rival.dealId);
    const back = await reinstate(taken.dealId);
    expect(back).toMatchObject({ body: { events: [{ type: 'DealApproved' }] } });
    expect((await eventually(taken.dealId, 'approved'))['expiresOn']).toBe('2026-05-02');
    expect(faultOf(await reinstate(rival.dealId)).code).toBe('exclusivity-held');
    const never = await registered('crux', 1, 'OPP-1');
    await crm.must(`/v1/deals/${never}/withdrawal`, {});
    expect(faultOf(await reinstate(never)).code).toBe('nothing-to-reinstate');
  });

  it('give a protection back that ran out, until a day that they name, if nobody holds it by then', async () => {
    const { dealId } = await approved('acme', 0, 'OPP-1');
    const reinstate = (until?: string) =>
      programs.command(`/v1/deals/${dealId}/reinstatement`, {
        ...TOLD,
        internalReason: 'The customer was ill',
        ...(until !== undefined && { until }),
      });
    await advanceTo(system.admin, '2026-05-02');
    expect(faultOf(await reinstate('2026-06-01')).code).toBe('deal-not-open');
    await advanceTo(system.admin, '2026-05-03');
    await eventually(dealId, 'expired');
    expect(faultOf(await reinstate()).code).toBe('until-required');
    expect(faultOf(await reinstate('2026-05-02')).code).toBe('extension-shortens');

    const rival = await approved('bolt', 0, 'OPP-1');
    expect(faultOf(await reinstate('2026-05-03')).code).toBe('exclusivity-held');
    await crm.must(`/v1/deals/${rival.dealId}/withdrawal`, {});
    await releasedEventually(rival.dealId);
    const back = await reinstate('2026-05-03');
    expect(back).toMatchObject({ status: 201, body: { events: [{ type: 'DealExtended' }] } });
    expect((await eventually(dealId, 'approved'))['expiresOn']).toBe('2026-05-03');
    await advanceTo(system.admin, '2026-05-04');
    await eventually(dealId, 'expired');
  });

  /** A company that no other test knows. */
  const company = (name: number): string => `${NAMES[name]}${'abcdefgh'[test]}`;
  const registered = (partner: string, name: number, ref: string): Promise<string> =>
    companies.register(partner, company(name), `${ref}-${test}`);
  const approved = (partner: string, name: number, ref: string): Promise<ApprovedDeal> =>
    companies.approve(partner, company(name), `${ref}-${test}`);

  const known = (customerId: string, asOf?: string): Promise<CustomerBody> =>
    answered(
      programs.GET('/v1/customers/{customerId}', {
        params: { path: { customerId }, query: { ...(asOf !== undefined && { asOf }) } },
      }),
    );
  const statusOf = async (dealId: string): Promise<unknown> =>
    (await programs.get(`/v1/deals/${dealId}`))['status'];

  /** Resolves when what a withdrawn registration held is free. */
  async function releasedEventually(dealId: string): Promise<void> {
    const audit = await principal(system.admin, `auditor-${test}`, 'auditor');
    const query = `/v1/audit/events?dealId=${dealId}&type=ExclusivityReleased`;
    while ((await audit.list(query)).length === 0);
  }

  async function eventually(dealId: string, status: string): Promise<Json> {
    for (;;) {
      const deal = await programs.get(`/v1/deals/${dealId}`);
      if (deal['status'] === status) return deal;
    }
  }
});
