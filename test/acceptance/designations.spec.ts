import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import type { ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram } from '../support/small-program';
import { approvedDeal } from '../support/small-quarter';

/** Scenario 30 of the catalogue, by the sample program: PSP takes 3 PSEs and 2 services of one quarter. */
describe('The designation PSP', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let us: ApiClient;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest();
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    for (const partnerId of ['acme', 'blue', 'coral']) await enrol(programs, partnerId);
    us = await principal(system.admin, 'our-portal', 'partner', 'acme');
    for (const partnerId of ['acme', 'blue']) {
      for (const n of [1, 2, 3]) await certified(partnerId, n);
    }
    await certified('coral', 1);
  }, 120_000);
  afterAll(() => system.stop());

  async function certified(partnerId: string, n: number): Promise<void> {
    const path = `/v1/partners/${partnerId}/credentials`;
    await tell(path, {
      personId: `${partnerId}-${n}`,
      credential: 'pse',
      completedOn: '2026-02-01',
    });
  }
  async function tell(path: string, body: object): Promise<void> {
    const reply = await programs.must(path, body);
    if (typeof reply['position'] === 'string') position = reply['position'];
  }
  const service = (partnerId: string, n: number): Promise<unknown> =>
    approvedDeal({ crm, programs }, partnerId, `${partnerId}-${n}`, 'serviceAttach');
  const listed = (query: string) => programs.list(`/v1/designations?${query}`);

  it('says what is missing, people and services with their day', async () => {
    await advanceTo(system.admin, '2026-03-02');
    await service('acme', 1);
    const path = '/v1/partners/acme/designations';
    const seen = await programs.list(path);
    expect(await us.list(path)).toEqual(seen);
    expect(seen).toMatchObject([
      {
        designation: 'PSP',
        status: 'missing',
        missing: [{ text: '1 more approved registration of serviceAttach by 2026-04-30' }],
      },
    ]);
    const [coral] = await programs.list('/v1/partners/coral/designations');
    expect(coral?.['missing']).toMatchObject([
      { what: 'people', count: 2, by: null, text: '2 more people with pse' },
      { what: 'registrations', count: 2, by: '2026-04-30' },
    ]);
  });

  it('complete on Monday 20 April 2026 is due by the 29th', async () => {
    await advanceTo(system.admin, '2026-04-20');
    await service('acme', 2);
    await service('blue', 1);
    expect(await listed('status=due')).toMatchObject([
      { partnerId: 'acme', metSince: '2026-04-20', dueBy: '2026-04-29' },
    ]);
    expect(await listed('status=overdue&on=2026-04-29')).toEqual([]);
    expect(await listed('status=overdue&on=2026-04-30')).toMatchObject([{ partnerId: 'acme' }]);
  });

  it('is overdue for program managers until one of them grants it, and nothing sets it by itself', async () => {
    await advanceTo(system.admin, '2026-04-30');
    expect(await listed('status=overdue')).toMatchObject([{ partnerId: 'acme', heldSince: null }]);
    const psp = { designation: 'PSP', held: true, effectiveFrom: '2026-04-30' };
    await tell('/v1/partners/acme/designations', psp);
    expect(await listed(`status=overdue&minPosition=${position}`)).toEqual([]);
    expect(await us.list(`/v1/partners/acme/designations`)).toMatchObject([
      { status: 'held', heldSince: '2026-04-30', dueBy: null, missing: [] },
    ]);
  });

  it('is not there yet for services of two quarters', async () => {
    await advanceTo(system.admin, '2026-05-04');
    await service('blue', 2);
    expect(await listed('status=missing')).toMatchObject([
      { partnerId: 'blue', missing: [{ count: 1, by: '2026-07-31' }] },
      { partnerId: 'coral' },
    ]);
  });

  it('comes page by page, whatever is asked for', async () => {
    const first = await programs.get('/v1/designations?limit=2');
    const next = `/v1/designations?limit=2&cursor=${String(first['next'])}`;
    const rest = await programs.get(next);
    expect(first['items']).toMatchObject([{ partnerId: 'acme' }, { partnerId: 'blue' }]);
    expect(rest).toMatchObject({ items: [{ partnerId: 'coral' }], next: null });
  });

  it('counts a certificate to its last day', async () => {
    const path = '/v1/partners/blue/credentials';
    const ends = { personId: 'blue-3', credential: 'pse', completedOn: '2026-02-01' };
    await tell(path, { ...ends, validTo: '2026-05-10' });
    const lacks = async (on: string): Promise<unknown> => {
      const query = `on=${on}&minPosition=${position}`;
      const [blue] = await programs.list(`/v1/partners/blue/designations?${query}`);
      return blue?.['missing'];
    };
    expect(await lacks('2026-05-10')).toMatchObject([{ what: 'registrations' }]);
    expect(await lacks('2026-05-11')).toMatchObject([
      { what: 'people', count: 1 },
      { what: 'registrations' },
    ]);
  });

  it('of another partner is nothing that a partner may see', async () => {
    for (const path of ['/v1/designations', '/v1/partners/blue/designations']) {
      expect([403, 404]).toContain((await us.raw('GET', path)).status);
    }
  });
});
