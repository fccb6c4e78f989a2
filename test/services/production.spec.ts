import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isoDate, plusDays } from '@accord/kernel';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { ApiClient, NoAnswer, asObject } from '../support/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { DIST, principal } from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';
import { emptyRedis, startPostgres, startRedis, type DebianServer } from './debian-servers';
import { Fleet, type Role } from '../support/fleet';

const AT_ONCE = 16;
/** So many commands between two deaths, and after the last one. */
const COMMANDS_BETWEEN = 60;
/** Each process once; a standby only after it has taken over from the one that died before it. */
const VICTIMS: readonly (readonly [Role, string])[] = [
  ['api', 'api-1'],
  ['projector', 'projector-1'],
  ['worker', 'worker-1'],
  ['api', 'api-2'],
  ['projector', 'projector-2'],
  ['worker', 'worker-2'],
];
/** Names of this run: the log may hold those of earlier ones, and others may be writing to it. */
const RUN = randomUUID().slice(0, 8);
const PARTNER = `acme-${RUN}`;

/** Addresses of an event store: the one that is configured, or the embedded one. */
async function eventStore(directory: string): Promise<{ url: string; child: Child | undefined }> {
  const configured = process.env['EVENTSTORE_URL'];
  if (configured !== undefined) return { url: configured, child: undefined };
  const child = await startChild({
    name: 'event-store',
    entry: join(DIST, 'libs/embedded-eventstore/src/main.js'),
    args: ['--data', join(directory, 'events'), '--port', '0'],
    logs: directory,
  });
  return { url: String(child.details['url']), child };
}

describe('A production set-up: two of each process on Redis, PostgreSQL and an event store', () => {
  let directory: string;
  let postgres: DebianServer;
  let redis: DebianServer;
  let store: { url: string; child: Child | undefined };
  let fleet: Fleet;
  let admin: ApiClient;
  let programs: ApiClient;
  let crm: ApiClient;
  let environment: Record<string, string>;
  /** When each process is ready; a standby is once it has taken over. */
  const ready = new Map<string, Promise<unknown>>();

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'accord-services-'));
    chmodSync(directory, 0o755);
    [postgres, redis, store] = await Promise.all([
      startPostgres(directory),
      startRedis(directory),
      eventStore(directory),
    ]);
    environment = {
      EVENTSTORE_URL: store.url,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      ACCORD_PORT: '0',
      ACCORD_MODE: 'sandbox',
      ACCORD_SANDBOX_START: '2026-02-01',
      ACCORD_RATE_LIMIT: '1000000',
    };
    fleet = new Fleet(environment, directory);
    for (const [role, name] of VICTIMS.filter(([, one]) => !/(projector|worker)-2/.test(one))) {
      await start(role, name);
    }
    void start('projector', 'projector-2');
    void start('worker', 'worker-2');
    admin = new ApiClient(
      fleet.urlOf('api-1'),
      process.env['ACCORD_ADMIN_KEY'] ?? fleet.adminKey ?? '',
    );
    programs = await principal(admin, `pm-${RUN}`, 'program-manager');
    crm = await principal(admin, `crm-${RUN}`, 'sales-system');
    const known = await programs.raw('GET', '/v1/programs/gitlab/versions');
    if (known.status === 404) await publishProgram(programs);
    await enrol(programs, PARTNER);
  });

  afterAll(async () => {
    await fleet.stop();
    // Who stood by has taken over meanwhile.
    await Promise.allSettled(ready.values());
    await fleet.stop();
    await store.child?.stop();
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(directory, { recursive: true });
  });

  it('shows every accepted command exactly once in every view, though each process was killed under load', async () => {
    // given: commands that callers repeat under the same key until they get an answer
    const accepted = new Set<string>();
    let [sent, over] = [0, false];
    const caller = async (): Promise<void> => {
      for (let i = sent++; !over; i = sent++) accepted.add(await registered(i));
    };
    const load = Promise.all(Array.from({ length: AT_ONCE }, caller));
    const more = async (): Promise<void> => {
      const wanted = accepted.size + COMMANDS_BETWEEN;
      await until(() => accepted.size >= wanted);
    };

    // when: one process after the other dies without warning
    try {
      for (const [role, victim] of VICTIMS) {
        await more();
        await ready.get(victim);
        await fleet.kill(victim);
        const again = start(role, victim);
        if (role === 'api') await again;
      }
      await more();
    } finally {
      over = true;
    }
    await load;

    // then
    const last = await crm.at(fleet.urlOf('api-2')).must('/v1/deals', deal('last'));
    const all = new Set([...accepted, last['id']]);
    const at = `minPosition=${String(last['position'])}`;
    const here = programs.at(fleet.urlOf('api-1'));
    const shown = (await here.list(`/v1/deals?partnerId=${PARTNER}&${at}`)).map(
      ({ dealId }) => dealId,
    );
    expect(shown).toHaveLength(all.size);
    expect(new Set(shown)).toEqual(all);
    const told = await here.list(`/v1/audit/events?partnerId=${PARTNER}&type=DealRegistered&${at}`);
    expect(told).toHaveLength(all.size);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(DIST, 'apps/cli/src/main.js'), 'replay'],
      { env: { ...process.env, ...environment } },
    );
    expect(stdout).toMatch(/verify: replay equals live\n$/);
  });

  it('does its due work although Redis forgets everything', async () => {
    // given: a registration that ten days of silence approve
    const here = admin.at(fleet.urlOf('api-2'));
    const { today } = await here.get('/v1/clock');
    const day = plusDays(isoDate(String(today)), 10);
    const { id } = await crm.at(fleet.urlOf('api-2')).must('/v1/deals', deal('silent'));

    // when
    emptyRedis(redis);
    await advanceTo(here, day);

    // then
    const found = await programs.at(fleet.urlOf('api-2')).get(`/v1/deals/${String(id)}`);
    expect(found).toMatchObject({ status: 'approved', approvedOn: day });
  });

  it('refuses to build its views from another log, and to react to one', async () => {
    const other = await startChild({
      name: 'other-event-store',
      entry: join(DIST, 'libs/embedded-eventstore/src/main.js'),
      args: ['--data', join(directory, 'other-events'), '--port', '0'],
      logs: directory,
    });
    for (const name of ['projector-1', 'projector-2', 'worker-1', 'worker-2']) {
      await ready.get(name);
      await fleet.kill(name);
    }
    const stray = new Fleet(
      { EVENTSTORE_URL: String(other.details['url']), DATABASE_URL: postgres.url },
      directory,
    );
    await expect(stray.start('projector', 'stray-projector')).rejects.toThrow(/another log/);
    const worker = await stray.start('worker', 'stray-worker');
    expect(await worker.ended).toMatch(/another log/);
    await other.stop();
  });

  function start(role: Role, name: string): Promise<unknown> {
    const started = fleet.start(role, name);
    ready.set(name, started);
    return started;
  }

  const deal = (ref: string): object =>
    registration(PARTNER, `${RUN}-${ref}`, {
      customer: {
        name: `Customer ${RUN} ${ref}`,
        country: 'DE',
        domain: `customer-${RUN}-${ref}.example`,
      },
      opportunity: { source: 'crm', ref: `OPP-${RUN}-${ref}` },
      // Silence approves a resale, and never a referral.
      dealType: ref === 'silent' ? 'resale' : 'referral',
    });

  /** Sends one registration until it is answered, to either API process. */
  async function registered(i: number): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const url = fleet.urlOfAny(i + attempt);
      try {
        const answer = await crm.at(url).command('/v1/deals', deal(`L-${i}`), `load-${i}`);
        if (answer.status < 300) return String(asObject(answer.body)['id']);
        if (answer.status < 500) throw new Error(JSON.stringify(answer.body));
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
      await delay(50);
    }
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await delay(5);
  }
});
