import type { ApiClient } from '../support/api-client';
import { faultOf } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';

/** One story under GitLab's program, told through the API on the sandbox's clock. */
describe('Registrations under the rules of engagement', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let manager: ApiClient;
  let deputy: ApiClient;
  let crm: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest({ sandboxStart: '2026-02-02' });
    programs = await principal(system.admin, 'pm', 'program-manager');
    manager = await principal(system.admin, 'asm-1', 'program-manager');
    deputy = await principal(system.admin, 'asm-2', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
    const approvers = '/v1/programs/gitlab/approvers';
    await programs.must(approvers, { role: 'area-sales-manager', principalId: 'asm-1' });
    const away = { delegateId: 'asm-2', from: '2026-02-04', until: '2026-02-06' };
    await manager.must(`${approvers}/delegates`, away);
  });
  afterAll(() => system.stop());

  const opportunity = (ref: string) => ({ source: 'crm', ref });
  const report = (ref: string, stage: string, lastActivityOn: string): Promise<unknown> =>
    crm.must('/v1/opportunities', { ...opportunity(ref), stage, lastActivityOn });
  const register = async (ref: string, name: string, more: object = {}): Promise<string> => {
    const customer = { name, country: 'DE' };
    const body = registration('acme', `R-${ref}`, {
      customer,
      opportunity: opportunity(ref),
      ...more,
    });
    return String((await crm.must('/v1/deals', body))['id']);
  };
  /** What the views say once they reflect everything written so far. */
  const seen = async (path: string, dealId: string): Promise<Record<string, unknown>> => {
    const { position } = await crm.must('/v1/opportunities', {
      ...opportunity(`read-${Math.random()}`),
      stage: '0',
    });
    return programs.get(`/v1/${path}/${dealId}?minPosition=${String(position)}`);
  };

  it('take a route, pass from step to step, are consent by silence, are reminded of and run out', async () => {
    // given: three opportunities, and a registration for each on Monday 2 February
    await report('EARLY', '2', '2026-01-30');
    await report('LATE', '4', '2026-01-13');
    await report('SILENT', '1', '2026-01-30');
    const early = await register('EARLY', 'Nordwind Energie GmbH');
    const late = await register('LATE', 'Suedstern Chemie AG');
    const silent = await register('SILENT', 'Westufer Logistik GmbH');
    const referral = await register('QUIET', 'Ostwall Papier GmbH', { dealType: 'referral' });

    // then: stage 4 worked on 20 days ago is denied at once [scenario 2]; the others wait
    expect(await seen('deals', late)).toMatchObject({
      status: 'denied',
      route: 'late-stage-worked-on',
    });
    expect(await seen('deals', early)).toMatchObject({ status: 'pending', steps: ['esm', 'asm'] });
    expect(await seen('sla', early)).toMatchObject({
      waitingOn: 'vendor',
      contactDueOn: '2026-02-04',
    });

    // then: each approver finds what waits at its step
    const waiting = async (step: string): Promise<unknown[]> =>
      (await programs.list(`/v1/deals?programId=gitlab&step=${step}`)).map(({ dealId }) => dealId);
    expect([await waiting('esm'), await waiting('asm')]).toEqual([[early, silent], []]);

    // when: on 5 February the first step approves; then only the second one's delegate may decide
    await advanceTo(system.admin, '2026-02-05');
    await programs.must(`/v1/deals/${early}/approval`, {});
    expect([await waiting('esm'), await waiting('asm')]).toEqual([[silent], [early]]);
    const refused = await programs.command(`/v1/deals/${early}/approval`, {});
    expect([refused.status, faultOf(refused).code]).toEqual([422, 'not-the-approver']);
    const question = { question: 'Who decides at the customer?' };
    await deputy.must(`/v1/deals/${early}/return`, question);
    await crm.must(`/v1/deals/${early}/information`, { answer: 'The CIO.' });
    await deputy.must(`/v1/deals/${early}/approval`, {});

    // then: the delegate approved on behalf of the approver, for 90 days
    expect(await seen('deals', early)).toMatchObject({
      status: 'approved',
      approvedOn: '2026-02-05',
      expiresOn: '2026-05-06',
      steps: [],
    });
    const auditor = await principal(system.admin, 'auditor', 'auditor');
    const history = await auditor.list(`/v1/audit/streams/deal-${early}`);
    expect(history.find(({ type }) => type === 'DealApproved')).toMatchObject({
      actor: 'asm-2',
      onBehalfOf: 'asm-1',
    });

    // when: nobody says anything for ten days
    await advanceTo(system.admin, '2026-02-11');
    expect(await seen('deals', silent)).toMatchObject({ status: 'pending' });
    await advanceTo(system.admin, '2026-02-12');

    // then: silence approves the resale on its tenth day, and never the referral [scenarios 5, 6]
    expect(await seen('deals', silent)).toMatchObject({
      status: 'approved',
      approvedOn: '2026-02-12',
    });
    expect(await seen('deals', referral)).toMatchObject({ status: 'pending' });

    // when: the end comes nearer
    await advanceTo(system.admin, '2026-04-05');
    expect(await seen('sla', early)).toMatchObject({ warnedDaysLeft: null });
    await advanceTo(system.admin, '2026-04-06');
    expect(await seen('sla', early)).toMatchObject({ warnedDaysLeft: 30 });
    await advanceTo(system.admin, '2026-05-06');
    expect(await seen('sla', early)).toMatchObject({ warnedDaysLeft: 3 });
    expect(await seen('deals', early)).toMatchObject({ status: 'approved' });
    await advanceTo(system.admin, '2026-05-07');

    // then: it has run out, and its extension counts from the original expiry [scenario 8]
    expect(await seen('deals', early)).toMatchObject({ status: 'expired' });
    const partner = await principal(system.admin, 'portal', 'partner', 'acme');
    const asked = `/v1/deals/${early}/extension-request`;
    await partner.must(asked, { reason: 'The customer decides in May.' });
    expect(await seen('deals', early)).toMatchObject({
      status: 'expired',
      extensionRequestedOn: '2026-05-07',
    });
    await programs.must('/v1/programs/gitlab/approvers', {
      role: 'ecosystem-manager',
      principalId: 'asm-1',
    });
    for (const path of ['extension', 'extension-request/denial']) {
      const body = path === 'extension' ? {} : { publicReason: 'No.' };
      const barred = await programs.command(`/v1/deals/${early}/${path}`, body);
      expect([barred.status, faultOf(barred).code]).toEqual([422, 'not-the-approver']);
      expect((await partner.command(`/v1/deals/${early}/${path}`, body)).status).toBe(403);
    }
    await manager.must(`/v1/deals/${early}/extension`, {});
    expect(await seen('deals', early)).toMatchObject({
      status: 'approved',
      expiresOn: '2026-06-05',
      extensionRequestedOn: null,
    });

    // when: sales lose the opportunity
    await crm.must('/v1/opportunities/crm/EARLY/closing', { result: 'lost' });

    // then: the registration is closed with it, and the partner submits it anew
    await advanceTo(system.admin, '2026-05-08');
    expect(await seen('deals', early)).toMatchObject({ status: 'lost' });
    const again = await crm.must(`/v1/deals/${early}/resubmission`, {
      amount: '12000.00',
      currency: 'USD',
    });
    expect(await seen('deals', String(again['id']))).toMatchObject({
      amount: '12000.00',
      registeredOn: '2026-05-08',
    });
  });

  it('are promoted by who may approve them, at their last step, once', async () => {
    // given: both steps of the route are the manager's
    await report('PROMOTED', '2', '2026-05-07');
    const dealId = await register('PROMOTED', 'Talblick Holz GmbH');
    const path = `/v1/deals/${dealId}/promotion`;
    const promote = async (caller: ApiClient, key?: string): Promise<string> => {
      const answer = await caller.command(path, {}, key);
      return answer.status < 300 ? String(answer.status) : faultOf(answer).code;
    };
    expect(await seen('deals', dealId)).toMatchObject({ status: 'pending', steps: ['esm', 'asm'] });

    // then: neither who has no say, nor who would leave a step out
    expect(await promote(programs)).toBe('not-the-approver');
    expect(await promote(manager)).toBe('steps-remain');
    await manager.must(`/v1/deals/${dealId}/approval`, {});
    expect(await promote(programs)).toBe('not-the-approver');
    expect(await seen('deals', dealId)).toMatchObject({ status: 'pending', steps: ['asm'] });
    // A worker may have recorded what was granted before the request did.
    expect(await promote(manager, 'promoted-once')).toMatch(/^20[01]$/);
    expect(await promote(manager, 'promoted-once')).toBe('200');
    expect(await seen('deals', dealId)).toMatchObject({
      status: 'approved',
      expiresOn: '2026-08-06',
    });
  });

  it('are decided about outside the steps by the program’s operations alone, where it names them', async () => {
    await enrol(programs, 'blue');
    await report('CONTESTED', '0', '2026-05-07');
    const customer = { name: 'Quellgrund Wasser AG', country: 'DE', domain: 'quellgrund.example' };
    const holder = await register('CONTESTED', customer.name, { customer });
    const rival = registration('blue', 'R-rival', {
      customer,
      opportunity: opportunity('CONTESTED'),
    });
    const waiting = String((await crm.must('/v1/deals', rival))['id']);
    await manager.must(`/v1/deals/${holder}/approval`, {});
    await manager.must(`/v1/deals/${holder}/approval`, {});
    await programs.must('/v1/programs/gitlab/approvers', {
      role: 'ecosystem-operations',
      principalId: 'asm-2',
    });
    const evidence = { document: 'audit-3', statedBy: 'c-1' };
    const publicReason = 'The agreement has ended.';
    const decide = async (caller: ApiClient, path: string, body: object): Promise<string> => {
      const answer = await caller.command(`/v1/deals/${path}`, { publicReason, ...body });
      return answer.status < 300 ? 'done' : faultOf(answer).code;
    };
    const decisions: [path: string, body: object, answer: string][] = [
      // This program moves no protection by letter; a transfer leaves the rival with all of it.
      [`${waiting}/customer-letter`, { evidence }, 'letter-moves-nothing'],
      [`${waiting}/outranking`, {}, 'done'],
      [`${holder}/protection-break`, { cause: 'non-compliance', evidence }, 'done'],
      [`${holder}/reinstatement`, { internalReason: 'By mistake.' }, 'done'],
      [`${waiting}/protection-transfer`, { fromDealId: holder, evidence }, 'done'],
    ];
    for (const [path, body, answer] of decisions) {
      expect([path, await decide(programs, path, body)]).toEqual([path, 'not-the-approver']);
      expect([path, await decide(deputy, path, body)]).toEqual([path, answer]);
    }
  });

  it('are approved neither by silence nor as the first in line once their partner may register nothing', async () => {
    await enrol(programs, 'coral');
    await report('LAPSED', '1', '2026-05-07');
    const body = registration('coral', 'R-LAPSED', {
      customer: { name: 'Rosenau Glas GmbH', country: 'DE' },
      opportunity: opportunity('LAPSED'),
    });
    const dealId = String((await crm.must('/v1/deals', body))['id']);
    const path = `/v1/deals/${dealId}`;
    await programs.must('/v1/partners/coral/standing', {
      good: false,
      effectiveFrom: '2026-05-10',
    });

    // when: the ten days of silence are over
    await advanceTo(system.admin, '2026-05-18');
    expect(await seen('deals', dealId)).toMatchObject({
      status: 'pending',
      steps: ['esm', 'asm'],
    });

    // then: nor does its turn approve it; who judges the partner may
    await manager.must(`${path}/approval`, {});
    const promoted = await manager.command(`${path}/promotion`, {});
    expect([promoted.status, faultOf(promoted).code]).toEqual([422, 'partner-not-eligible']);
    await manager.must(`${path}/approval`, {});
  });
});
