import type { ApiClient } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { documentOf } from '../support/sample-rules';
import { enrol, registration } from '../support/small-program';

const closedLost = '    closedLost: true\n';
/** GitLab's program, with a protection that ends by itself after 30 days in which nothing happened. */
const document = documentOf('gitlab').replace(
  closedLost,
  `${closedLost}    inactivity: { days: 30, by: clock }\n`,
);

describe('A protection on which nothing happens', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: '2026-02-02' });
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await programs.must('/v1/programs/gitlab/versions', document);
    await Promise.all(['acme', 'bolt'].map((partner) => enrol(programs, partner)));
  });
  afterAll(() => system.stop());

  const at = (ref: string) => ({ source: 'crm', ref });
  const report = async (ref: string, lastActivityOn?: string): Promise<unknown> =>
    (await crm.must('/v1/opportunities', { ...at(ref), stage: '1', lastActivityOn }))['position'];
  async function register(partner: string, ref: string): Promise<string> {
    const customer = {
      name: `Firma ${ref}`,
      country: 'DE',
      domain: `${ref}.example`.toLowerCase(),
    };
    const body = registration(partner, `${partner}-${ref}`, { customer, opportunity: at(ref) });
    return String((await crm.must('/v1/deals', body))['id']);
  }
  async function approved(ref: string): Promise<string> {
    const id = await register('acme', ref);
    const { position } = await programs.must(`/v1/deals/${id}/approval`, {});
    const { status } = await programs.get(`/v1/deals/${id}?minPosition=${String(position)}`);
    if (status !== 'approved') await programs.must(`/v1/deals/${id}/approval`, {});
    return id;
  }
  /** The deals on a day, after all due work of the day. */
  async function on(day: string, ...ids: readonly string[]): Promise<Record<string, unknown>[]> {
    await advanceTo(system.admin, day);
    const position = String(await report(`MARK-${day}`));
    return Promise.all(ids.map((id) => programs.get(`/v1/deals/${id}?minPosition=${position}`)));
  }
  const statuses = async (...asked: Parameters<typeof on>): Promise<unknown[]> =>
    (await on(...asked)).map(({ status }) => status);

  it('ends on the 31st day after the approval or the last activity, and frees the customer', async () => {
    // given: approved on 2 February; one never worked on, one dormant before, one kept alive, one unknown
    await report('IDLE');
    await report('DORMANT', '2025-06-01');
    await report('ALIVE', '2026-02-02');
    const [idle, dormant, alive] = [
      await approved('IDLE'),
      await approved('DORMANT'),
      await approved('ALIVE'),
    ];
    const unknown = await approved('NOBODY-REPORTED');
    const rival = await register('bolt', 'IDLE');
    await advanceTo(system.admin, '2026-02-20');
    await report('ALIVE', '2026-02-20');

    // then: nothing on the 29th and 30th day
    const all = [idle, dormant, alive, unknown];
    const stand = ['approved', 'approved', 'approved', 'approved'];
    expect(await statuses('2026-03-03', ...all)).toEqual(stand);
    expect(await statuses('2026-03-04', ...all)).toEqual(stand);

    // and on the 31st: broken, told to the partner, and the next in the queue has its turn
    const [gone, too, other, left, next] = await on('2026-03-05', ...all, rival);
    for (const one of [gone, too]) {
      expect(one).toMatchObject({
        status: 'broken',
        publicNote: 'Nothing has happened since 2026-02-02.',
      });
    }
    expect(next).toMatchObject({ status: 'pending', turnOn: '2026-03-05' });
    expect([other?.['status'], left?.['status']]).toEqual(['approved', 'approved']);

    // and for the one with activity on 20 February: on 23 March, over the change of clocks and month
    expect(await statuses('2026-03-21', alive)).toEqual(['approved']);
    expect(await statuses('2026-03-22', alive)).toEqual(['approved']);
    expect(await statuses('2026-03-23', alive, unknown)).toEqual(['broken', 'approved']);
  });

  it('ends again on the 31st day after it was put back, and not before', async () => {
    const [idle] = await programs.list('/v1/deals?origin=portal/acme-IDLE');
    const id = String(idle?.['dealId']);
    await programs.must(`/v1/deals/${id}/reinstatement`, {
      publicReason: 'The work goes on.',
      internalReason: 'The partner has shown the plan.',
    });
    // Put back on 23 March.
    expect(await statuses('2026-04-22', id)).toEqual(['approved']);
    expect(await statuses('2026-04-23', id)).toEqual(['broken']);
  });

  it('is told with the opportunity and the last activity as evidence', async () => {
    const auditor = await principal(system.admin, 'auditor', 'auditor');
    const [alive] = await programs.list('/v1/deals?origin=portal/acme-ALIVE');
    const history = await auditor.list(`/v1/audit/streams/deal-${String(alive?.['dealId'])}`);
    expect(history.at(-1)).toMatchObject({
      type: 'DealProtectionBroken',
      occurredOn: '2026-03-23',
      role: 'system',
    });
  });
});
