import { join } from 'node:path';
import { match, type CustomerClaim } from '@accord/customers';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { asObject, faultOf, type ApiClient } from '../support/api-client';
import {
  principal,
  startAccordUnderTest,
  type AccordUnderTest,
} from '../support/accord-under-test';
import { ringOf } from '../support/registered-company';
import { enrol, publishProgram, registration } from '../support/small-program';

const CLIENTS = 16;
const COMPANIES = 30;
const ROUNDS = 3;
const PARTNERS = 6;

interface Registered {
  readonly dealId: string;
  readonly company: number;
  readonly claim: CustomerClaim;
}

/**
 * The race of customer matching: many clients approve every spelling of every company at once, at two
 * API processes. Two approvals violate promise I2 when their claims match, share a key, exclude one
 * another, and nobody has decided a case between them.
 */
describe('Rings of spellings, of which only neighbours resemble one another', () => {
  let system: AccordUnderTest;
  let programs: ApiClient;
  let crm: ApiClient;
  const unguarded: Child[] = [];
  /** Log position of the last approval that was answered. */
  let latest = 0n;

  beforeAll(async () => {
    system = await startAccordUnderTest({ apis: 2 });
    programs = await principal(system.admin, 'pm', 'program-manager');
    crm = await principal(system.admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await Promise.all(Array.from({ length: PARTNERS }, (_, i) => enrol(programs, `partner-${i}`)));
  });
  afterAll(async () => {
    await Promise.all(unguarded.map((child) => child.stop()));
    await system.stop();
  });

  it('never lead to two approvals of claims that match, whatever the timing', async () => {
    const registered = await registerRings('guarded', 0);
    const refusals = await raceToApprove(registered, system.urls);
    const approved = await approvedOf(registered);

    expect(violations(approved)).toEqual([]);
    // Everybody raced: of each ring some won, and the others were told by whom or by which case.
    expect(new Set(approved.map(({ company }) => company)).size).toBe(COMPANIES);
    expect(refusals.size).toBeGreaterThan(0);
    for (const code of refusals.keys())
      expect(['exclusivity-held', 'case-undecided']).toContain(code);
  });

  it('do so where deciders check and then write: this race finds it out', async () => {
    for (const name of ['unguarded-1', 'unguarded-2']) {
      const entry = join(__dirname, '../support/variants/unguarded-api.cjs');
      const environment = { ...system.accord.environment, ACCORD_PORT: '0' };
      const logs = join(system.accord.dataDirectory, 'logs');
      unguarded.push(await startChild({ name, entry, environment, logs }));
    }
    const registered = await registerRings('unguarded', COMPANIES);
    await raceToApprove(
      registered,
      unguarded.map(({ details }) => String(details['url'])),
    );
    expect(violations(await approvedOf(registered)).length).toBeGreaterThan(0);
  });

  async function registerRings(prefix: string, first: number): Promise<Registered[]> {
    const wanted = Array.from({ length: COMPANIES }, (_, i) => first + i).flatMap((company) =>
      ringOf(company).map((spelling, i) => ({ company, spelling, i })),
    );
    const registered: Registered[] = [];
    await atOnce(wanted, async ({ company, spelling: { name, leis }, i }) => {
      const registerNumbers = leis.map((value) => ({ kind: 'lei', value }));
      const customer = { name, country: 'DE', registerNumbers };
      const more = { customer, opportunity: undefined };
      const body = registration(`partner-${i}`, `${prefix}-${company}-${i}`, more);
      const { id } = await crm.must('/v1/deals', body);
      const claim = {
        name,
        country: 'DE',
        domain: null,
        registerNumbers: registerNumbers.map((number) => ({ ...number, country: null })),
      };
      registered.push({ dealId: String(id), company, claim });
    });
    // Neighbours in a ring match and others do not, or the race would prove nothing.
    const byCompany = registered.filter(({ company }) => company === first);
    expect(byCompany).toHaveLength(6);
    expect(matchingPairs(byCompany)).toHaveLength(6);
    return registered.toSorted((a, b) => a.company - b.company);
  }

  /** Neighbours are approved at the same time, at different processes. @returns refusals by code */
  async function raceToApprove(
    registered: readonly Registered[],
    urls: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const refusals = new Map<string, number>();
    const attempts = registered.flatMap((deal) =>
      Array.from({ length: ROUNDS }, (_, round) => ({ ...deal, round })),
    );
    const order = attempts.toSorted((a, b) => a.round - b.round || a.company - b.company);
    await atOnce(order, async ({ dealId }, i) => {
      const caller = programs.at(urls[i % urls.length] ?? '');
      for (;;) {
        const answer = await caller.command(`/v1/deals/${dealId}/approval`, {});
        if (answer.status < 300) {
          const { position } = asObject(answer.body);
          if (typeof position === 'string' && BigInt(position) > latest) latest = BigInt(position);
          return;
        }
        const { code } = faultOf(answer);
        // Whoever is told to try again does.
        if (answer.status === 503) continue;
        if (code !== 'deal-not-open') refusals.set(code, (refusals.get(code) ?? 0) + 1);
        return;
      }
    });
    return refusals;
  }

  async function approvedOf(registered: readonly Registered[]): Promise<Registered[]> {
    const rows = await programs.list(`/v1/deals?status=approved&minPosition=${latest}`);
    const ids = new Set(rows.map(({ dealId }) => dealId));
    return registered.filter(({ dealId }) => ids.has(dealId));
  }
});

/** Runs the work on every item, as many at a time as there are clients. */
async function atOnce<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const client = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) await work(item, i);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** Nobody decides a case in this race, so every approved pair that matches violates the promise. */
const violations = (approved: readonly Registered[]): string[] => matchingPairs(approved);

/** Pairs of one company's deals that promise I2 keeps apart. */
function matchingPairs(deals: readonly Registered[]): string[] {
  return deals.flatMap((one, i) =>
    deals.slice(i + 1).flatMap((other) => {
      if (one.company !== other.company) return [];
      const { relation, keysShared } = match(one.claim, other.claim);
      const rivals = relation !== 'DIFFERENT' && keysShared.length > 0;
      return rivals ? [`${one.claim.name} | ${other.claim.name}`] : [];
    }),
  );
}
