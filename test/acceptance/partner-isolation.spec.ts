import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { payQuarter } from '../support/pay-quarter';
import { filled, operationsOf, type Operation } from '../support/operations';
import { enrol, publishProgram, registration } from '../support/small-program';
import { approvedDeal, bookedSale } from '../support/small-quarter';

const OURS = 'acme';
const THEIRS = 'zwilling';
const SECRET = 'Geheimrat Werke';
const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Two partners with one of everything each, and a customer that both want. */
describe('A partner', () => {
  let system: AccordUnderTest;
  let operations: Operation[];
  let finance: ApiClient;
  let crm: ApiClient;
  let us: ApiClient;
  let them: ApiClient;
  /** Values of path parameters that belong to the other partner. */
  let theirs: Record<string, string>;
  let position: string;
  /** What must never be read by us: names and ids of the other's things. */
  let marks: string[];
  let programs: ApiClient;

  beforeAll(async () => {
    system = await startAccordUnderTest({ apis: 2 });
    const { admin } = system;
    operations = await operationsOf(system.accord.url);
    programs = await principal(admin, 'pm', 'program-manager');
    crm = await principal(admin, 'crm', 'sales-system');
    finance = await principal(admin, 'fiona', 'finance');
    const approver = await principal(admin, 'carl', 'finance-approver');
    await publishProgram(programs);
    for (const partnerId of [OURS, THEIRS]) await enrol(programs, partnerId);
    us = await principal(admin, 'our-portal', 'partner', OURS);

    them = await principal(admin, 'their-portal', 'partner', THEIRS);
    const hook = { url: `https://hooks.${THEIRS}.example/accord` };
    const { id: endpointId } = await them.must('/v1/webhook-endpoints', hook);

    // given: both want the customer, the other one gets it, we are told no
    const wanted = (partnerId: string) =>
      registration(partnerId, `W-${partnerId}`, {
        customer: { name: SECRET, country: 'DE', domain: 'geheimrat.example' },
        opportunity: { source: 'crm', ref: 'OPP-W' },
      });
    const { id: theirDeal } = await crm.must('/v1/deals', wanted(THEIRS));
    const { id: ourDeal } = await us.must('/v1/deals', {
      ...wanted(OURS),
      customer: { name: 'Geheimrat-Werke AG', country: 'DE', domain: 'geheimrat.example' },
    });
    await programs.must(`/v1/deals/${String(theirDeal)}/approval`, {});
    expect((await programs.command(`/v1/deals/${String(ourDeal)}/approval`, {})).status).toBe(422);
    const denial = { code: 'customer-taken', publicReason: 'Somebody was first' };
    await programs.must(`/v1/deals/${String(ourDeal)}/denial`, {
      ...denial,
      internalReason: `${THEIRS} holds ${SECRET}`,
    });

    // and both have marketing money, earnings and a statement
    for (const partnerId of [OURS, THEIRS]) {
      const fund = `/v1/funds/fund-${partnerId}`;
      const period = { periodFrom: '2026-02-01', periodTo: '2026-04-30' };
      const opened = { fundId: `fund-${partnerId}`, programId: 'gitlab', partnerId, ...period };
      await programs.must('/v1/funds', { ...opened, currency: 'USD' });
      await programs.must(`${fund}/allocations`, usd('20000.00'));
      await crm.must(`${fund}/requests`, {
        requestId: `request-${partnerId}`,
        activity: 'event',
        cost: '10000.00',
        startsOn: '2026-02-18',
        endsOn: '2026-02-18',
        ...usd('5000.00'),
      });
      await programs.must(`${fund}/requests/request-${partnerId}/approval`, usd('5000.00'));
      for (const n of [1, 2]) {
        const ref = `${partnerId}-${n}`;
        const deal = await approvedDeal({ crm, programs }, partnerId, ref, 'serviceAttach');
        await bookedSale({ crm, programs }, ref, deal, '40000.00');
      }
    }
    const list = new TextEncoder().encode(`attendees of ${SECRET}\n`);
    const document = asObject(
      (await crm.upload(`/v1/partners/${THEIRS}/evidence`, 'text/plain', list)).body,
    )['id'];
    await advanceTo(admin, '2026-06-20');
    ({ position } = await payQuarter({ finance, approver }, 'gitlab', 'FY2027-Q1'));
    const at = `minPosition=${position}`;

    const [statement] = await finance.list(`/v1/statements?partnerId=${THEIRS}&${at}`);
    const lines = await finance.list(`/v1/earnings?partnerId=${THEIRS}&${at}`);
    const whole = await finance.get(`/v1/statements/${String(statement?.['statementId'])}`);
    const [item] = Array.isArray(whole['items']) ? whole['items'] : [];
    theirs = {
      partnerId: THEIRS,
      dealId: String(theirDeal),
      fundId: `fund-${THEIRS}`,
      requestId: `request-${THEIRS}`,
      claimId: 'c1',
      sha256: String(document),
      endpointId: String(endpointId),
      accountId: `gitlabinc.${THEIRS}.USD`,
      statementId: String(statement?.['statementId']),
      lineId: String(asObject(item)['lineId'] ?? lines[0]?.['lineId']),
      measure: 'tier',
    };
    for (const view of ['deals', 'funds', 'accounts', 'partners'])
      await finance.get(`/v1/${view}?${at}`);
    marks = [THEIRS, SECRET, String(theirDeal)];
  });
  afterAll(() => system.stop());

  const openToUs = (method: string): Operation[] =>
    operations.filter(
      (operation) =>
        operation.method === method &&
        Array.isArray(operation.roles) &&
        operation.roles.includes('partner'),
    );
  const params = ({ path }: Operation): string[] =>
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const isTheirs = (operation: Operation): boolean =>
    params(operation).some((name) => name in theirs);
  const withoutMarks = (text: string): string =>
    marks.reduce((so, mark) => (so.includes(mark) ? `tells ${mark}: ${text}` : so), 'says nothing');

  it('reads everything of its own, so that silence about the other means something', async () => {
    const own = await finance.list(`/v1/deals?partnerId=${OURS}&minPosition=${position}`);
    // How the vendor decides is not for partners.
    const open = own.map(({ route: _route, steps: _steps, advice: _advice, ...deal }) => deal);
    expect(await us.list('/v1/deals')).toEqual(open);
    for (const list of ['/v1/funds', '/v1/earnings', '/v1/statements', '/v1/accounts']) {
      const rows = await us.list(`${list}?minPosition=${position}`);
      expect([list, new Set(rows.map(({ partnerId }) => partnerId))]).toEqual([
        list,
        new Set([OURS]),
      ]);
    }
  });

  it('learns nothing of another partner from any list, whatever it asks for', async () => {
    const filters = ['', `&partnerId=${THEIRS}`, `&dealId=${theirs['dealId']}`];
    const lists = openToUs('GET').filter((operation) => !isTheirs(operation));
    expect(lists.length).toBeGreaterThan(5);
    for (const operation of lists) {
      const path = filled(operation, (name) => (name === 'programId' ? 'gitlab' : '1'));
      for (const filter of filters) {
        const { body } = await us.raw('GET', `${path}?minPosition=${position}${filter}`);
        expect([path, filter, withoutMarks(JSON.stringify(body))]).toEqual([
          path,
          filter,
          'says nothing',
        ]);
      }
    }
  });

  it('finds nothing where something of another partner is', async () => {
    const reads = openToUs('GET').filter(isTheirs);
    expect(reads.length).toBeGreaterThan(7);
    for (const operation of reads) {
      const path = filled(operation, (name) => theirs[name] ?? 'gitlab');
      // It is there: who may see it does.
      const answer = await us.raw('GET', path);
      const seers = { finance, 'program-manager': programs, admin: system.admin };
      const seer = Object.entries(seers).find(([role]) => operation.roles?.includes(role))?.[1];
      if (!seer) throw new Error(`Who else reads ${path}?`);
      const seen = await seer.raw('GET', path);
      expect([path, seen.status, answer.status]).toEqual([path, 200, 404]);
      const said = { ...asObject(answer.body), instance: '' };
      expect([path, withoutMarks(JSON.stringify(said))]).toEqual([path, 'says nothing']);
    }
  });

  it('changes nothing of another partner', async () => {
    const before = await finance.list(`/v1/deals?minPosition=${position}`);
    const commands = openToUs('POST').filter(isTheirs);
    expect(commands.length).toBeGreaterThan(2);
    const bodies: Record<string, object> = {
      information: { answer: 'mine' },
      withdrawal: {},
      amendment: { ...usd('1.00') },
      resubmission: {},
      secret: {},
      pause: {},
      resumption: {},
      replay: { after: '0' },
      removal: {},
      'extension-request': {},
      requests: {
        activity: 'event',
        cost: '10000.00',
        startsOn: '2026-07-18',
        endsOn: '2026-07-18',
        ...usd('5000.00'),
      },
      claims: { cost: '10000.00', currency: 'USD', proofs: [] },
      evidence: { anything: 'at all' },
      disputes: { missing: 'a deal', amount: '1.00', reason: 'mine' },
    };
    for (const operation of commands) {
      const path = filled(operation, (name) => theirs[name] ?? 'gitlab');
      const body = bodies[path.split('/').at(-1) ?? ''];
      if (!body) throw new Error(`What does one send to ${path}?`);
      expect([path, (await us.command(path, body)).status]).toEqual([path, 404]);
    }
    const forged = registration(THEIRS, 'forged', {});
    expect((await us.command('/v1/deals', forged)).status).toBe(404);
    expect(await finance.list('/v1/deals')).toEqual(before);
  });

  it('has no say about a deal that went to another, also where a process knew it as its own', async () => {
    const customer = { name: 'Wechselburg Stahl AG', country: 'DE' };
    const opportunity = { source: 'crm', ref: 'OPP-R' };
    const { id } = await us.must('/v1/deals', registration(OURS, 'R-1', { customer, opportunity }));
    const path = `/v1/deals/${String(id)}`;
    await programs.at(system.urls[1] ?? '').must(`${path}/reassignment`, { partnerId: THEIRS });
    const commands: [string, object][] = [
      ['amendment', usd('12000.00')],
      ['information', { answer: 'The CIO.' }],
      ['extension-request', {}],
      ['resubmission', {}],
      ['withdrawal', {}],
    ];
    const asked = [];
    for (const [what, body] of commands) {
      asked.push([what, (await us.command(`${path}/${what}`, body)).status]);
    }
    expect(asked).toEqual(commands.map(([what]) => [what, 404]));
    // Nor is who has it now taken for a stranger there.
    expect((await them.command(`${path}/withdrawal`, {})).status).toBe(201);
  });
});
