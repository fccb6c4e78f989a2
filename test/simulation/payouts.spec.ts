import { EventRegistry, EventStore } from '@accord/event-store';
import { payoutCatalogs } from '@accord/payouts';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { principal } from '../support/accord-under-test';
import { asObject, type ApiClient } from '../support/api-client';
import { programWithPayout } from '../support/program-with';
import { Random } from '../support/random';
import { enrol } from '../support/small-program';
import { BankOfFiles } from './bank-of-files';
import { deathsOf, Mortals } from './mortals';
import { MortalInstallation, shuffled, type Victim } from './mortal-installation';
import { Patience, type Progress } from './patience';
import { readPayouts } from './payout-log';
import { booksFaults, earnedFaults, paymentFaults, runFaults } from './payout-laws';
import { Seller, type Days, type Orders, type Sellers } from './seller';
import type { Sold } from './sold';
import { Treasurer, type Treasury } from './treasurer';

/** Lets some more commands be taken, until there is enough. */
type More = (isEnough?: () => boolean) => Promise<void>;

const SEED = Number(process.env['SIMULATION_SEED'] ?? Date.now() % 1_000_000);
const PARTNERS = ['alder', 'blue', 'corp', 'dune', 'elm', 'fjord'];
const SELLERS = 4;
/** So many commands between two deaths, and after the last one. */
const COMMANDS_BETWEEN = 15;
/** Of processes that no append of a settlement kills. */
const VICTIMS: readonly Victim[] = ['projector', 'event-store'];
const Q1 = { today: '2026-02-01', quarter: 'FY2027-Q1', late: null };
const Q2 = {
  today: '2026-06-15',
  quarter: 'FY2027-Q2',
  late: { quarter: 'FY2027-Q1', days: ['2026-02-03', '2026-03-31', '2026-04-30'] },
};

/** Partners are paid what they earn while every process dies now and then; each cent once, none lost. */
describe('Payouts whose processes are killed again and again', () => {
  const random = new Random(SEED);
  const progress: Progress = { commands: 0, underWay: new Map() };
  const orders: Orders = { sold: [], open: [] };
  const bank = new BankOfFiles(random.fork());
  let system: MortalInstallation;
  let mortals: Mortals;
  let sellers: Sellers;
  let treasurer: Treasurer;
  let finance: ApiClient;
  /** What the test is at, for one that never ends. */
  let doing: string | undefined;

  beforeAll(async () => {
    process.stdout.write(`simulation seed ${SEED}\n`);
    system = await MortalInstallation.start(random);
    mortals = new Mortals(system.fleet);
    const { admin } = system;
    sellers = {
      programs: await principal(admin, 'pm', 'program-manager'),
      crm: await principal(admin, 'crm', 'sales-system'),
    };
    finance = await principal(admin, 'fiona', 'finance');
    const approver = await principal(admin, 'carl', 'finance-approver');
    const roles = ['finance', 'finance-approver'];
    const { apiKey } = await admin.must('/v1/principals', { principalId: 'both', roles });
    const treasury: Treasury = { finance, approver, both: admin.as(String(apiKey)) };
    // First at the process that dies of it.
    treasurer = new Treasurer(patienceOf('treasurer', 2), treasury, bank, random.fork());
    const document = programWithPayout("minimum: '400.00'");
    await sellers.programs.must('/v1/programs/gitlab/versions', document);
    for (const partnerId of PARTNERS) {
      await enrol(sellers.programs, partnerId);
      await confirmDetails(treasury, 'payee', partnerId);
    }
    await confirmDetails(treasury, 'debtor', 'gitlabinc');
  });
  afterAll(async () => {
    if (doing !== undefined) {
      const underWay = JSON.stringify(Object.fromEntries(progress.underWay), null, 2);
      process.stdout.write(`${doing}: ${underWay}\n${system.lastOfLogs()}`);
    }
    await system.stop();
  });

  it('pay each cent that is earned once, whatever is sold late, corrected and sent back', async () => {
    await whileSelling(Q1, async (more) => {
      for (const victim of shuffled<Victim>(['api', ...VICTIMS], random)) {
        await more();
        doing = `death and start of ${victim}`;
        await system.dies(victim);
      }
      // Whatever the seed draws: some of it is sent back.
      await more(() => gone().length > 3);
    });
    await clockAt(Q2.today);
    const hold = await treasurer.hold(PARTNERS[0] ?? '');
    const first = await whileSelling(Q2, (more) => settled(Q1.quarter, more));
    await treasurer.release(hold);
    await clockAt('2026-09-15');
    await treasurer.hold(PARTNERS[1] ?? '');
    const second = await settled(Q2.quarter);

    doing = 'the books are compared';
    const log = await EventStore.connect(system.eventStoreUrl, new EventRegistry(payoutCatalogs));
    try {
      const events = await readPayouts(log);
      const faults = [
        ...booksFaults(events),
        ...[first, second].flatMap((payoutId) => runFaults(events, payoutId)),
        ...paymentFaults(events, bank),
        ...earnedFaults(events, PARTNERS, orders.sold, bank),
      ];
      expect({ seed: SEED, faults }).toEqual({ seed: SEED, faults: [] });
      const { position } = await log.head();
      const here = finance.at(system.fleet.urlOfAny(0));
      const { totals } = await here.get(`/v1/ledger/trial-balance?minPosition=${position}`);
      expect(totals).toEqual([expect.objectContaining({ balanced: true })]);

      doing = 'everything is told once more';
      expect(await treasurer.again(Q1.quarter, first)).toEqual([]);
      expect(await treasurer.again(Q2.quarter, second)).toEqual([]);
      expect(await readPayouts(log)).toHaveLength(events.length);
    } finally {
      await log.close();
    }
    doing = 'the log is replayed';
    expect(await system.replayed()).toMatch(/verify: replay equals live\n$/);
    doing = undefined;
    for (const some of [orders.sold, gone()]) expect(some.length).toBeGreaterThan(3);
    expect(bank.returned).toBeGreaterThan(0);
    // A death that is due at an append which never comes is none.
    expect(mortals.deaths.worker).toBeGreaterThan(0);
    expect(mortals.deaths.api).toBeGreaterThan(0);
  });

  const gone = (): Sold[] => orders.sold.filter(({ isReversed }) => isReversed);

  /** Closes and pays a quarter while its processes die of their own appends, and others at any time. */
  async function settled(quarter: string, more?: More): Promise<string> {
    doing = `${quarter} is settled`;
    const isLast = more === undefined;
    await system.fleet.kill('worker');
    await mortals.keep(
      'worker',
      ['worker-a', 'worker-b'],
      deathsOf('worker', isLast ? 2 : 3, random),
    );
    await mortals.keep('api', ['api-3'], deathsOf('api', isLast ? 1 : 3, random));
    const others = (async () => {
      for (const victim of more ? shuffled(VICTIMS, random) : []) {
        await more?.();
        await system.dies(victim);
      }
    })();
    const payoutId = await Promise.race([treasurer.settle(quarter, isLast), system.fleet.loss]);
    await others;
    await mortals.end();
    await system.fleet.start('worker', 'worker');
    return payoutId;
  }

  /** All sellers at once, until what is done meanwhile is done. */
  async function whileSelling<T>(days: Days, meanwhile: (more: More) => Promise<T>): Promise<T> {
    let over = false;
    const selling = Array.from({ length: SELLERS }, async (_, i) => {
      const patience = patienceOf(`${days.quarter}-${i}`, i);
      const seller = new Seller(patience, sellers, PARTNERS, random.fork(), orders);
      while (!over) await seller.sell(days);
    });
    const all = Promise.all(selling);
    const more: More = async (isEnough = () => true) => {
      doing = `commands on ${days.today}`;
      const wanted = progress.commands + COMMANDS_BETWEEN;
      await Promise.race([all, system.until(() => progress.commands >= wanted && isEnough())]);
    };
    try {
      return await meanwhile(more);
    } finally {
      over = true;
      await all;
    }
  }

  async function clockAt(day: string): Promise<void> {
    doing = `the clock is moved to ${day}`;
    await advanceTo(system.admin.at(system.fleet.urlOfAny(0)), day);
  }

  function patienceOf(name: string, first: number): Patience {
    return new Patience(name, progress, (attempt) => system.fleet.urlOfAny(first + attempt));
  }

  /** By two persons, of whom the one who instructs has not confirmed. */
  async function confirmDetails(
    { finance: maker, approver }: Treasury,
    owner: 'payee' | 'debtor',
    ownerId: string,
  ): Promise<void> {
    const proposed = await maker.must('/v1/payment-details', {
      owner,
      ownerId,
      currency: 'USD',
      name: `${ownerId} GmbH`,
      scheme: 'iban',
      accountNumber: 'DE89370400440532013000',
      ...(owner === 'debtor' && { bic: 'ABNANL2A' }),
      country: 'DE',
    });
    const path = `/v1/payment-details/${String(proposed['id'])}`;
    const { pending } = await approver.get(path);
    await approver.must(`${path}/confirmation`, { hash: asObject(pending)['hash'] });
  }
});
