import { createHash } from 'node:crypto';
import { EventRegistry, EventStore } from '@accord/event-store';
import { logPosition } from '@accord/kernel';
import { fundEvents } from '@accord/mdf';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { principal } from '../support/accord-under-test';
import { asObject, type ApiClient } from '../support/api-client';
import { Random } from '../support/random';
import { enrol, publishProgram } from '../support/small-program';
import { BankCaller, dollars, emptyBooks, type Tellers } from './bank';
import { compare, readFunds } from './bank-laws';
import { MortalInstallation, shuffled, type Victim } from './mortal-installation';
import { Patience } from './patience';

const SEED = Number(process.env['SIMULATION_SEED'] ?? Date.now() % 1_000_000);
const CALLERS = 8;
/** So many commands between two deaths, and after the last one. */
const COMMANDS_BETWEEN = 15;
const FUNDS = ['one', 'two', 'three', 'four'];
const DOCUMENT = new TextEncoder().encode('what proves it\n');
const sha256 = createHash('sha256').update(DOCUMENT).digest('hex');
const PROOFS = ['invoice', 'attendee-list'].map((kind) => ({ kind, sha256 }));

/** In an order of the seed's. */
const VICTIMS: readonly Victim[] = ['api', 'projector', 'worker', 'event-store', 'api'];

/** Money is moved about while every process dies now and then; nothing of it may come or go. */
describe('Funds whose processes are killed again and again', () => {
  const random = new Random(SEED);
  const books = emptyBooks();
  let system: MortalInstallation;
  let tellers: Tellers;
  /** What the test is at, for one that never ends. */
  let doing: string | undefined;

  beforeAll(async () => {
    process.stdout.write(`simulation seed ${SEED}\n`);
    system = await MortalInstallation.start(random);
    const { admin } = system;
    tellers = {
      programs: await principal(admin, 'pm', 'program-manager'),
      crm: await principal(admin, 'crm', 'sales-system'),
      finance: await principal(admin, 'fiona', 'finance'),
    };
    const { programs, crm } = tellers;
    await publishProgram(programs);
    await enrol(programs, 'acme');
    await crm.upload('/v1/partners/acme/evidence', 'text/plain', DOCUMENT);
    const period = { periodFrom: '2026-02-01', periodTo: '2026-04-30', currency: 'USD' };
    for (const fundId of FUNDS) {
      await programs.must('/v1/funds', {
        fundId,
        programId: 'gitlab',
        partnerId: 'acme',
        ...period,
      });
      await programs.must(`/v1/funds/${fundId}/allocations`, dollars(3_000_000));
      books.allocated += 3_000_000;
    }
  });
  afterAll(async () => {
    if (doing !== undefined) {
      const underWay = JSON.stringify(Object.fromEntries(books.underWay), null, 2);
      process.stdout.write(`${doing}: ${underWay}\n${system.lastOfLogs()}`);
    }
    await system.stop();
  });

  it('lose and double nothing while money is sent, asked for and claimed', async () => {
    const { transfers, requests, approvedRequests, claims, approvedClaims } = books;
    await underKills((caller) => caller.moveMoney(), [transfers, requests, approvedRequests]);
    doing = 'the clock is moved';
    await advanceTo(system.admin.at(system.fleet.urlOfAny(0)), '2026-02-20');
    await underKills((caller) => caller.claimMoney(), [claims, approvedClaims]);

    doing = 'the books are compared';
    const log = await EventStore.connect(system.eventStoreUrl, new EventRegistry([fundEvents]));
    try {
      const here = tellers.finance.at(system.fleet.urlOfAny(0));
      await quiet(log, here);
      const history = await readFunds(log);
      expect({ seed: SEED, faults: [...history.faults, ...compare(books, history)] }).toEqual({
        seed: SEED,
        faults: [],
      });
      const { position } = await log.head();
      const seen = `minPosition=${position}`;
      const owed = [...approvedClaims.values()].reduce((sum, cents) => sum + cents, 0);
      expect(await here.list(`/v1/accounts?${seen}`)).toEqual(
        owed === 0 ? [] : [expect.objectContaining({ earned: dollars(owed).amount })],
      );
      const { totals } = await here.get(`/v1/ledger/trial-balance?${seen}`);
      for (const total of Array.isArray(totals) ? totals : []) {
        expect(asObject(total)['debit']).toBe(asObject(total)['credit']);
      }
      expect(books.commands).toBeGreaterThan(10 * COMMANDS_BETWEEN);
    } finally {
      await log.close();
    }
    expect(await system.replayed()).toMatch(/verify: replay equals live\n$/);
    doing = undefined;
  });

  /**
   * All callers at once, while each process dies once, in an order of the seed's.
   * @param some of each of these there has to be enough in the end, whatever the seed draws
   */
  async function underKills(
    step: (caller: BankCaller) => Promise<void>,
    some: readonly { readonly size: number }[],
  ): Promise<void> {
    let over = false;
    const callers = Array.from({ length: CALLERS }, async (_, i) => {
      const urlOf = (attempt: number): string => system.fleet.urlOfAny(i + attempt);
      const patience = new Patience(`${i}-${books.commands}`, books, urlOf);
      const caller = new BankCaller(patience, tellers, FUNDS, PROOFS, random.fork(), books);
      while (!over) await step(caller);
    });
    const all = Promise.all(callers);
    const until = (holds: () => boolean): Promise<unknown> =>
      Promise.race([all, system.until(holds)]);
    const more = async (): Promise<void> => {
      const wanted = books.commands + COMMANDS_BETWEEN;
      await until(() => books.commands >= wanted);
    };
    try {
      for (const victim of shuffled(VICTIMS, random)) {
        doing = `commands before the death of ${victim}`;
        await more();
        doing = `death and start of ${victim}`;
        await system.dies(victim);
      }
      doing = 'commands after the last death';
      await more();
      await until(() => some.every(({ size }) => size > 5));
      doing = 'the last commands';
    } finally {
      over = true;
    }
    await all;
  }

  /** Until nothing more follows from what is in the log: what was sent has arrived, what is owed is booked. */
  async function quiet(log: EventStore, here: ApiClient): Promise<void> {
    const sent = books.transfers.size;
    const owed = books.approvedClaims.size;
    doing = `${sent} transfers are awaited`;
    await system.until(async () => {
      const { events } = await readFunds(log);
      return events.filter(({ type }) => type === 'FundTransferReceived').length >= sent;
    });
    doing = `${owed} posted claims are awaited`;
    await system.until(async () => {
      const { position } = await log.head();
      const at = `minPosition=${logPosition(position)}`;
      const lines = await here.list(`/v1/audit/events?type=FundClaimPosted&${at}`);
      return lines.length >= owed;
    });
  }
});
