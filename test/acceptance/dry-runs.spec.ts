import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { EventRegistry, EventStore } from '@accord/event-store';
import type { LogPosition } from '@accord/kernel';
import { platformCatalogs } from '@accord/platform';
import { contextCatalogs } from '../../apps/contexts';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { asObject, type Answer, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { bodyForm } from '../support/bad-bodies';
import { filled, operationsOf, type Operation } from '../support/operations';
import { enrol, publishProgram, registration } from '../support/small-program';

const ROLES = ['program-manager', 'sales-system', 'finance', 'finance-approver'] as const;
const usd = (amount: string) => ({ amount, currency: 'USD' });
const DOCUMENT = new TextEncoder().encode('What proves that it took place\n');
const PROOFS = ['invoice', 'attendee-list'].map((kind) => ({
  kind,
  sha256: createHash('sha256').update(DOCUMENT).digest('hex'),
}));
const PERIOD = { periodFrom: '2026-02-01', periodTo: '2026-04-30' };

describe('A dry run', () => {
  let system: AccordUnderTest;
  let operations: Operation[];
  let log: EventStore;
  let vault: Client;
  const callers = new Map<string, ApiClient>();
  const as = (role: string): ApiClient => callers.get(role) ?? system.admin;

  beforeAll(async () => {
    system = await startAccordUnderTest();
    operations = await operationsOf(system.accord.url);
    log = await EventStore.connect(
      system.accord.eventStoreUrl,
      new EventRegistry([...platformCatalogs, ...contextCatalogs]),
    );
    vault = new Client({ connectionString: system.accord.environment['DATABASE_URL'] });
    await vault.connect();
    for (const role of ROLES) callers.set(role, await principal(system.admin, `a-${role}`, role));
    await publishProgram(as('program-manager'));
    await enrol(as('program-manager'), 'acme');
  });
  afterAll(async () => {
    await vault.end();
    await log.close();
    await system.stop();
  });

  it('of every command of the API writes nothing, and says what the command itself says', async () => {
    const document = asObject(await (await fetch(`${system.accord.url}/docs-json`)).json());
    const commands = operations.filter(({ method }) => method === 'POST');
    expect(commands.length).toBeGreaterThan(60);
    for (const operation of commands) {
      const { schema, path: route, roles } = operation;
      const role = ROLES.find((one) => Array.isArray(roles) && roles.includes(one)) ?? 'admin';
      const body = schema && bodyForm(document, schema).example;
      const path = filled(operation, (name) => (name === 'quarter' ? 'FY2027-Q1' : 'nobody'));
      const text = body && JSON.stringify(body);
      const before = await stored();
      const tried = await as(role).raw('POST', `${path}?dryRun=true`, text);
      expect([route, await stored()]).toEqual([route, before]);
      expect([route, tried.status < 500]).toEqual([route, true]);
      if (tried.status < 300) continue;
      // Refused alike, to the last reason.
      const meant = await as(role).raw('POST', path, text);
      expect([route, told(meant)]).toEqual([route, told(tried)]);
    }
  });

  it('tells the decision on what is there, and leaves it to be taken', async () => {
    const deal = await taken('sales-system', '/v1/deals', registration('acme', 'D-1', {}));
    await taken('program-manager', `/v1/deals/${deal}/return`, { question: 'Which plan?' });
    await taken('sales-system', `/v1/deals/${deal}/information`, { answer: 'Premium' });
    await taken('program-manager', `/v1/deals/${deal}/approval`, {});
    const sale = await taken('sales-system', '/v1/sales', {
      programId: 'gitlab',
      origin: { source: 'crm', ref: 'S-1' },
      dealId: deal,
      annualFees: '40000.00',
      netArr: '40000.00',
      currency: 'USD',
    });
    await taken('sales-system', `/v1/sales/${sale}/payments`, {
      paymentRef: 'P-1',
      ...usd('40000.00'),
    });
    const other = await taken(
      'sales-system',
      '/v1/deals',
      registration('acme', 'D-2', {
        customer: { name: 'Papierwerke Lech AG', country: 'DE' },
        opportunity: { source: 'crm', ref: 'OPP-2' },
      }),
    );
    await taken('sales-system', `/v1/deals/${other}/withdrawal`, {});
    const fund = { fundId: 'fund-acme', programId: 'gitlab', partnerId: 'acme', ...PERIOD };
    await taken('program-manager', '/v1/funds', { ...fund, currency: 'USD' });
    await taken('program-manager', '/v1/funds/fund-acme/allocations', usd('20000.00'));
    const event = { requestId: 'r-1', activity: 'event', cost: '10000.00' };
    const on = { startsOn: '2026-02-18', endsOn: '2026-02-18' };
    await taken('sales-system', '/v1/funds/fund-acme/requests', {
      ...event,
      ...on,
      ...usd('5000.00'),
    });
    await taken('program-manager', '/v1/funds/fund-acme/requests/r-1/approval', usd('5000.00'));
    await advanceTo(system.admin, '2026-02-19');
    const evidence = '/v1/partners/acme/evidence';
    expect((await as('sales-system').upload(evidence, 'text/plain', DOCUMENT)).status).toBe(201);
    const request = '/v1/funds/fund-acme/requests/r-1';
    const claim = { cost: '8400.00', currency: 'USD', proofs: PROOFS };
    await taken('sales-system', `${request}/claims`, { ...claim, claimId: 'c-1' });
    await taken('finance', `${request}/claims/c-1/return`, {
      publicReason: 'The total is unclear',
    });
    await taken('sales-system', `${request}/claims`, { ...claim, claimId: 'c-2' });
    await taken('finance', `${request}/claims/c-2/approval`, usd('4200.00'));
    await taken('finance', `${request}/claims/c-2/clawback`, {
      ...usd('200.00'),
      publicReason: 'A rebate',
    });
    await taken('finance', '/v1/payment-details', {
      owner: 'payee',
      ownerId: 'acme',
      name: 'Acme GmbH',
      currency: 'EUR',
      country: 'DE',
      scheme: 'iban',
      accountNumber: 'DE89370400440532013000',
      bic: 'COBADEFF',
    });
    await taken('sales-system', '/v1/webhook-endpoints', { url: 'https://hooks.example.org/a' });
    await taken('admin', '/v1/principals', { principalId: 'new', roles: ['auditor'] });
    await taken('admin', '/v1/principals/new/keys', {});
  });

  it('tells what a quarter would pay, and leaves it to be held, closed, proposed and issued', async () => {
    await advanceTo(system.admin, '2026-06-15');
    const why = { publicReason: 'The order is being checked', internalReason: 'A hint' };
    const kept = { book: 'gitlab', partnerId: 'acme', scope: 'account', ...why };
    const hold = await taken('finance', '/v1/holds', kept);
    await taken('finance', `/v1/accounts/gitlabinc.acme.USD/holds/${hold}/release`, why);
    await taken('finance', '/v1/books/gitlab/periods/FY2027-Q1/close', {});
    const payout = await taken('finance', '/v1/payouts', { book: 'gitlab', quarter: 'FY2027-Q1' });
    const { root } = await as('finance').get(`/v1/payouts/${payout}`);
    await taken('finance-approver', `/v1/payouts/${payout}/approval`, { root });
    await taken('finance', `/v1/payouts/${payout}/issue`, {});
    const dispute = { missing: 'S-1', amount: '1.00', reason: 'It was more' };
    await taken('sales-system', `/v1/statements/${payout}.acme/disputes`, dispute);
  });

  /** Tries a command, then gives it: the same decision, which only the second one writes. @returns the id */
  async function taken(role: string, path: string, body: object): Promise<string> {
    const before = await stored();
    const tried = await as(role).command(`${path}?dryRun=true`, body);
    expect([path, tried.status, asObject(tried.body)['status']]).toEqual([path, 200, 'dry-run']);
    expect([path, (await stored()).rows]).toEqual([path, before.rows]);
    expect([path, await writtenByPeople(before.position)]).toEqual([path, []]);
    const meant = await as(role).command(path, body);
    expect([path, meant.status, decided(meant)]).toEqual([path, 201, decided(tried)]);
    return String(asObject(meant.body)['id']);
  }

  /**
   * Where the log ends, and how much lies in the vault but for the key that hashes bank details: the
   * first one who needs it makes it, whatever for.
   */
  async function stored(): Promise<{ position: LogPosition; rows: string }> {
    const { rows } = await vault.query<{ rows: string }>(
      'select (select count(*) from vault.personal_data) + (select count(*) from vault.evidence)' +
        " + (select count(*) from vault.secrets where id <> 'payment-details') as rows",
    );
    return { position: (await log.head()).position, rows: rows[0]?.rows ?? '' };
  }

  /** Streams that something was written to since, but for what Accord does by itself meanwhile. */
  async function writtenByPeople(since: LogPosition): Promise<string[]> {
    const records = await log.page(since, 500);
    return records.flatMap(({ event }) =>
      event && event.envelope.actor.role !== 'system' ? [`${event.type} in ${event.stream}`] : [],
    );
  }

  const told = ({ status, body }: Answer): unknown => {
    const { code, errors } = asObject(body);
    return { status, code, errors };
  };
  const decided = ({ body }: Answer): unknown => {
    const { events } = asObject(body);
    return Array.isArray(events) ? events.map((event) => asObject(event)['type']) : events;
  };
});
