import { asObject, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { filled, operationsOf, type Operation } from '../support/operations';
import { enrol, publishProgram, registration } from '../support/small-program';

const OURS = 'acme';
const THEIRS = 'zwilling';
/** Written as nobody but the other partner writes it. */
const SECRET = 'Geheimrat Wêrke Quandaris';
const SECRET_DOMAIN = 'zwilling-kunde.example';

/** One partner holds a customer; another one registers it, is refused, and waits for a case to be decided. */
describe('A partner whose registration conflicts with another partner’s', () => {
  let system: AccordUnderTest;
  let operations: Operation[];
  let programs: ApiClient;
  let us: ApiClient;
  let position: string;
  /** Our registrations: one that is refused for the other's approval, one that waits for a case. */
  let ours: readonly string[];
  let caseId: string;
  let marks: string[];
  /** What we were answered so far. */
  const answers: unknown[] = [];

  beforeAll(async () => {
    system = await startAccordUnderTest();
    const { admin } = system;
    operations = await operationsOf(system.accord.url);
    programs = await principal(admin, 'pm', 'program-manager');
    const crm = await principal(admin, 'crm', 'sales-system');
    await publishProgram(programs);
    for (const partnerId of [OURS, THEIRS]) await enrol(programs, partnerId);
    us = await principal(admin, 'our-portal', 'partner', OURS);

    const opportunity = { source: 'crm', ref: 'OPP-secret-9' };
    const { id: theirDeal } = await crm.must(
      '/v1/deals',
      registration(THEIRS, 'T-1', {
        customer: { name: SECRET, country: 'DE', domain: SECRET_DOMAIN },
        opportunity,
      }),
    );
    await programs.must(`/v1/deals/${String(theirDeal)}/approval`, {});
    const customers = [
      { name: 'Geheimrat Werke Quandaris', country: 'DE', domain: SECRET_DOMAIN.toUpperCase() },
      { name: 'Geheimrat Werke Quandaris GmbH', country: 'DE' },
    ];
    const registered: string[] = [];
    for (const [n, customer] of customers.entries()) {
      const wanted = registration(OURS, `O-${n}`, { customer, opportunity });
      answers.push((await us.command('/v1/deals?dryRun=true', wanted)).body);
      const reply = await us.must('/v1/deals', wanted);
      answers.push(reply);
      registered.push(String(reply['id']));
    }
    ours = registered;
    const codes: unknown[] = [];
    for (const dealId of ours) {
      const { status, body } = await programs.command(`/v1/deals/${dealId}/approval`, {});
      codes.push([status, asObject(body)['code']]);
    }
    expect(codes).toEqual([
      [422, 'exclusivity-held'],
      [422, 'case-undecided'],
    ]);
    const [open] = await programs.list('/v1/cases');
    caseId = String(open?.['caseId']);
    const asked = { question: 'Who is your contact?' };
    const returned = await programs.must(`/v1/deals/${String(ours[0])}/return`, asked);
    position = String(returned['position']);
    marks = [THEIRS, SECRET, SECRET_DOMAIN, String(theirDeal), caseId];
  });
  afterAll(() => system.stop());

  const told = (body: unknown): string[] => {
    const text = JSON.stringify(body);
    return marks.filter((mark) => text.includes(mark));
  };
  const reads = (openToPartners: boolean): Operation[] =>
    operations.filter(
      ({ method, roles }) =>
        method === 'GET' && Array.isArray(roles) && roles.includes('partner') === openToPartners,
    );

  it('leads to conflicts and a case that name everybody, to those who decide', async () => {
    const at = `minPosition=${position}`;
    for (const dealId of ours) {
      const conflicts = await programs.get(`/v1/deals/${dealId}/conflicts?${at}`);
      expect(told(conflicts)).toEqual(expect.arrayContaining([THEIRS, SECRET]));
    }
    expect(told(await programs.get(`/v1/cases?${at}`))).toContain(SECRET);
  });

  it('reads of its own registrations everything but the other partner', async () => {
    let answered = 0;
    const ofDeals = reads(true).filter(({ path }) => path.includes('{dealId}'));
    expect(ofDeals.length).toBeGreaterThan(2);
    for (const operation of ofDeals) {
      for (const dealId of ours) {
        const path = filled(operation, (name) => (name === 'dealId' ? dealId : OURS));
        const { status, body } = await us.raw('GET', `${path}?minPosition=${position}`);
        if (status === 200) answered += 1;
        expect([path, told(body)]).toEqual([path, []]);
      }
    }
    expect(answered).toBeGreaterThanOrEqual(ours.length * 2);
  });

  it('reads nothing of it in any list', async () => {
    const lists = reads(true).filter(({ path }) => !path.includes('{'));
    expect(lists.length).toBeGreaterThan(5);
    for (const { path } of lists) {
      for (const more of ['', `&customer=${SECRET_DOMAIN}`, `&dealId=${String(ours[1])}`]) {
        const { body } = await us.raw('GET', `${path}?minPosition=${position}${more}`);
        // Who asks for a mark gets the question back at most.
        const said = { ...asObject(body), instance: '' };
        expect([path, more, told(said)]).toEqual([path, more, []]);
      }
    }
  });

  it('is let nowhere else, however it asks', async () => {
    const closed = reads(false);
    expect(closed.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/v1/deals/{dealId}/conflicts', '/v1/cases']),
    );
    for (const operation of closed) {
      const path = filled(operation, (name) =>
        name === 'dealId' ? String(ours[1]) : name === 'caseId' ? caseId : OURS,
      );
      const { status, body } = await us.raw('GET', path);
      const said = { ...asObject(body), instance: '' };
      expect([path, status, told(said)]).toEqual([path, 403, []]);
    }
  });

  it('is told nothing of it by what it does', async () => {
    const [refused = '', waiting = ''] = ours;
    const done = await us.command(`/v1/deals/${refused}/information`, { answer: 'Ann' });
    const amended = await us.command(`/v1/deals/${waiting}/amendment`, {
      customer: { name: SECRET.normalize('NFD').replace(/\p{M}/gu, ''), country: 'DE' },
    });
    const withdrawn = await us.command(`/v1/deals/${waiting}/withdrawal`, {});
    expect([done.status, withdrawn.status]).toEqual([201, 201]);
    for (const answer of [...answers, done.body, amended.body, withdrawn.body])
      expect(told(answer)).toEqual([]);
  });
});
