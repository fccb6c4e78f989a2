import { setTimeout as delay } from 'node:timers/promises';
import { dateIn, plusDays, type IsoDate } from '@accord/kernel';
import type { Answer, ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { documentOf } from '../support/sample-rules';
import { registration } from '../support/small-program';

type Row = Record<string, unknown>;

/** The first and the last zone to begin a day: whatever the hour, they have different dates. */
const FIRST = 'Pacific/Kiritimati';
const LAST = 'Etc/GMT+12';
/** Customers that nobody takes for one another. */
const NAMES: Readonly<Record<string, string>> = {
  today: 'Nordwind Energie GmbH',
  given: 'Suedstern Chemie AG',
  version: 'Westufer Logistik GmbH',
  over: 'Ostwall Papier GmbH',
  lasts: 'Quellgrund Wasser AG',
};
const in_ = (zone: string): IsoDate => dateIn(new Date(), zone);

/** The sample program under another name, in a zone of its own. */
const programOf = (program: string, timeZone: string): string =>
  documentOf('gitlab')
    .replace('program: gitlab\n', `program: ${program}\n`)
    .replace('timeZone: America/Los_Angeles\n', `timeZone: ${timeZone}\n`);

/** A live installation whose own date is the last on Earth, with a program in the first zone and one in its own. */
describe('The business dates of a program', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  let position = '0';

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: null, timeZone: LAST });
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    for (const [program, zone] of [
      ['early', FIRST],
      ['late', LAST],
    ] as const) {
      await programs.must(`/v1/programs/${program}/versions`, programOf(program, zone));
      await enrol(program);
    }
  });
  afterAll(() => system.stop());

  async function enrol(programId: string): Promise<void> {
    const partnerId = `${programId}-partner`;
    const partner = { partnerId, programId, name: partnerId, kind: 'reseller', country: 'DE' };
    const since = '2025-02-01';
    await programs.must('/v1/partners', { ...partner, track: 'Select', occurredOn: since });
    await programs.must(`/v1/partners/${partnerId}/agreements`, {
      agreementId: `agreement-${partnerId}`,
      territories: ['EMEA'],
      exhibits: ['resale', 'referral', 'services'],
      signedOn: since,
    });
    await programs.must(`/v1/partners/${partnerId}/credentials`, {
      personId: `person-${partnerId}`,
      credential: 'sales-accreditation',
      completedOn: since,
    });
  }
  const register = (programId: string, ref: string, more: object = {}): Promise<Answer> =>
    crm.command(
      '/v1/deals',
      registration(`${programId}-partner`, `${programId}-${ref}`, {
        programId,
        dealType: 'referral',
        customer: { name: NAMES[ref] ?? 'Talblick Holz GmbH', country: 'DE' },
        opportunity: undefined,
        ...more,
      }),
    );
  function done(answer: Answer): string {
    expect(answer.status).toBeLessThan(300);
    const body = answer.body as Row;
    if (typeof body['position'] === 'string') position = body['position'];
    return String(body['id']);
  }
  const deal = (id: string): Promise<Row> =>
    programs.get(`/v1/deals/${id}?minPosition=${position}`);
  const approve = async (id: string, more: object = {}): Promise<unknown> =>
    done(await programs.command(`/v1/deals/${id}/approval`, more));

  it('are those of its own zone: of a registration, an approval and the end of a protection', async () => {
    const [before, elsewhere] = [in_(FIRST), in_(LAST)];
    const id = done(await register('early', 'today'));
    await approve(id);
    const days = [before, in_(FIRST)];
    const { registeredOn, approvedOn, expiresOn } = await deal(id);
    expect(days).toContain(registeredOn);
    expect(days).toContain(approvedOn);
    expect(days.map((day) => plusDays(day, 90))).toContain(expiresOn);
    expect(registeredOn).not.toBe(elsewhere);
  });

  it('lie in the future only where the program has not reached them', async () => {
    const [first, last] = [in_(FIRST), in_(LAST)];
    done(await register('early', 'given', { occurredOn: first }));
    const refused = await register('late', 'given', { occurredOn: plusDays(last, 2) });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      errors: [{ code: 'date-in-future', path: 'occurredOn' }],
    });
  });

  it('decide which version of it is in force', async () => {
    const today = in_(FIRST);
    const next = programOf('early', FIRST).replace(
      'effectiveFrom: 2025-02-01\n',
      `effectiveFrom: ${today}\n`,
    );
    await programs.must('/v1/programs/early/versions', next);
    expect(await programs.get('/v1/programs/early/in-force')).toMatchObject({ label: 'early@2' });
    expect(await programs.get(`/v1/programs/early/in-force?on=${in_(LAST)}`)).toMatchObject({
      label: 'early@1',
    });
    const auditor = await principal(system.admin, 'audrey', 'auditor');
    const id = done(await register('early', 'version'));
    const [registered] = await auditor.list(`/v1/audit/streams/deal-${id}`);
    expect(registered).toMatchObject({ type: 'DealRegistered', programVersion: 'early@2' });
  });

  it('say when a protection has run out, whatever the date of the installation', async () => {
    // given: one that ended with the program's yesterday, and one whose last day it is where it belongs
    const ended = plusDays(in_(FIRST), -1);
    const lasts = in_(LAST);
    const approvedUntil = async (
      programId: string,
      ref: string,
      until: IsoDate,
    ): Promise<string> => {
      const on = { occurredOn: plusDays(until, -90) };
      const id = done(await register(programId, ref, on));
      await approve(id, on);
      // The worker may have found already that it is over.
      expect(await deal(id)).toMatchObject({ approvedOn: on.occurredOn, expiresOn: until });
      return id;
    };
    const protectedStill = await approvedUntil('late', 'lasts', lasts);
    const over = await approvedUntil('early', 'over', ended);
    // when: the worker has looked for what is due
    while ((await deal(over))['status'] !== 'expired') await delay(100);
    // then
    const last = await deal(protectedStill);
    if (in_(LAST) === lasts) expect(last).toMatchObject({ status: 'approved' });
  });
});
