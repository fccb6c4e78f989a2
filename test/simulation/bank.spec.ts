import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EventRegistry, EventStore } from '@accord/event-store';
import { logPosition } from '@accord/kernel';
import { fundEvents } from '@accord/mdf';
import { launchPostgres, type RunningPostgres } from '@accord/read-store';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { DIST, principal } from '../support/accord-under-test';
import { ApiClient, asObject } from '../support/api-client';
import { Fleet, type Role } from '../support/fleet';
import { freeLowPort, MortalServer } from '../support/mortal-server';
import { Random } from '../support/random';
import { enrol, publishProgram } from '../support/small-program';
import { BankCaller, dollars, emptyBooks, type Tellers } from './bank';
import { compare, readFunds } from './bank-laws';

const SEED = Number(process.env['SIMULATION_SEED'] ?? Date.now() % 1_000_000);
const CALLERS = 8;
/** So many commands between two deaths, and after the last one. */
const COMMANDS_BETWEEN = 15;
const FUNDS = ['one', 'two', 'three', 'four'];
const DOCUMENT = new TextEncoder().encode('what proves it\n');
const sha256 = createHash('sha256').update(DOCUMENT).digest('hex');
const PROOFS = ['invoice', 'attendee-list'].map((kind) => ({ kind, sha256 }));

type Victim = Role | 'event-store';

/** Money is moved about while every process dies now and then; nothing of it may come or go. */
describe('Funds whose processes are killed again and again', () => {
  const random = new Random(SEED);
  const books = emptyBooks();
  let directory: string;
  let server: MortalServer;
  let postgres: RunningPostgres;
  let environment: Record<string, string>;
  let fleet: Fleet;
  let admin: ApiClient;
  let tellers: Tellers;
  /** What the test is at, for one that never ends. */
  let doing: string | undefined;

  beforeAll(async () => {
    process.stdout.write(`simulation seed ${SEED}\n`);
    directory = mkdtempSync(join(tmpdir(), 'accord-simulation-'));
    server = new MortalServer(join(directory, 'events'), await freeLowPort(random));
    [postgres] = await Promise.all([
      launchPostgres({ dataDirectory: join(directory, 'postgres') }),
      server.start(),
    ]);
    environment = {
      EVENTSTORE_URL: server.url,
      DATABASE_URL: postgres.url,
      ACCORD_PORT: '0',
      ACCORD_MODE: 'sandbox',
      ACCORD_SANDBOX_START: '2026-02-01',
      ACCORD_RATE_LIMIT: '1000000',
    };
    fleet = new Fleet(environment, directory);
    for (const [role, name] of [
      ['projector', 'projector'],
      ['api', 'api-1'],
      ['api', 'api-2'],
      ['worker', 'worker'],
    ] as const) {
      await fleet.start(role, name);
    }
    admin = new ApiClient(fleet.urlOf('api-1'), fleet.adminKey ?? '');
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
      process.stdout.write(`${doing}: ${underWay}\n${lastOfLogs(directory)}`);
    }
    await fleet.stop();
    await server.stop();
    await postgres.stop();
    rmSync(directory, { recursive: true });
  });

  it('lose and double nothing while money is sent, asked for and claimed', async () => {
    await underKills((caller) => caller.moveMoney());
    doing = 'the clock is moved';
    await advanceTo(admin.at(fleet.urlOfAny(0)), '2026-02-20');
    await underKills((caller) => caller.claimMoney());

    doing = 'the books are compared';
    const log = await EventStore.connect(server.url, new EventRegistry([fundEvents]));
    try {
      const here = tellers.finance.at(fleet.urlOfAny(0));
      await quiet(log, here);
      const history = await readFunds(log);
      expect({ seed: SEED, faults: [...history.faults, ...compare(books, history)] }).toEqual({
        seed: SEED,
        faults: [],
      });
      const { position } = await log.head();
      const seen = `minPosition=${position}`;
      const owed = [...books.approvedClaims.values()].reduce((sum, cents) => sum + cents, 0);
      expect(await here.list(`/v1/accounts?${seen}`)).toEqual(
        owed === 0 ? [] : [expect.objectContaining({ earned: dollars(owed).amount })],
      );
      const { totals } = await here.get(`/v1/ledger/trial-balance?${seen}`);
      for (const total of Array.isArray(totals) ? totals : []) {
        expect(asObject(total)['debit']).toBe(asObject(total)['credit']);
      }
      expect(books.commands).toBeGreaterThan(10 * COMMANDS_BETWEEN);
      const kinds = [books.transfers, books.requests, books.approvedRequests, books.claims];
      for (const { size } of [...kinds, books.approvedClaims]) expect(size).toBeGreaterThan(5);
    } finally {
      await log.close();
    }
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(DIST, 'apps/cli/src/main.js'), 'replay'],
      { env: { ...process.env, ...environment } },
    );
    expect(stdout).toMatch(/verify: replay equals live\n$/);
    doing = undefined;
  });

  /** All callers at once, while each process dies once, in an order of the seed's. */
  async function underKills(step: (caller: BankCaller) => Promise<void>): Promise<void> {
    let over = false;
    const callers = Array.from({ length: CALLERS }, async (_, i) => {
      const urlOf = (attempt: number): string => fleet.urlOfAny(i + attempt);
      const name = `${i}-${books.commands}`;
      const own = random.fork();
      const caller = new BankCaller(name, tellers, FUNDS, PROOFS, own, books, urlOf);
      while (!over) await step(caller);
    });
    const all = Promise.all(callers);
    const more = async (): Promise<void> => {
      const wanted = books.commands + COMMANDS_BETWEEN;
      await Promise.race([all, until(() => books.commands >= wanted)]);
    };
    try {
      for (const victim of shuffled()) {
        doing = `commands before the death of ${victim}`;
        await more();
        doing = `death and start of ${victim}`;
        await dies(victim);
      }
      doing = 'commands after the last death';
      await more();
      doing = 'the last commands';
    } finally {
      over = true;
    }
    await all;
  }

  function shuffled(): readonly Victim[] {
    const victims: Victim[] = ['api', 'projector', 'worker', 'event-store', 'api'];
    return victims
      .map((victim) => ({ victim, at: random.next() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ victim }) => victim);
  }

  async function dies(victim: Victim): Promise<void> {
    switch (victim) {
      case 'event-store':
        await server.kill();
        return server.start();
      case 'api': {
        const name = `api-${random.between(1, 2)}`;
        await fleet.kill(name);
        await fleet.start('api', name);
        return;
      }
      case 'projector':
      case 'worker':
        await fleet.kill(victim);
        await fleet.start(victim, victim);
        return;
    }
  }

  /** Until nothing more follows from what is in the log: what was sent has arrived, what is owed is booked. */
  async function quiet(log: EventStore, here: ApiClient): Promise<void> {
    const sent = books.transfers.size;
    const owed = books.approvedClaims.size;
    doing = `${sent} transfers are awaited`;
    await until(async () => {
      const { events } = await readFunds(log);
      return events.filter(({ type }) => type === 'FundTransferReceived').length >= sent;
    });
    doing = `${owed} posted claims are awaited`;
    await until(async () => {
      const { position } = await log.head();
      const at = `minPosition=${logPosition(position)}`;
      const lines = await here.list(`/v1/audit/events?type=FundClaimPosted&${at}`);
      return lines.length >= owed;
    });
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await Promise.race([delay(20), fleet.loss]);
  }
});

/** What each process said last. */
const lastOfLogs = (directory: string): string =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.log'))
    .map((name) => `${name}: ${readFileSync(join(directory, name), 'utf8').slice(-2_000)}\n`)
    .join('');
