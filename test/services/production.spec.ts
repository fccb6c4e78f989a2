import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild, type Child } from '../../apps/standalone/src/child';
import { ApiClient, NoAnswer, asObject } from '../../apps/standalone/src/demo/api-client';
import { advanceTo } from '../../apps/standalone/src/demo/sandbox-clock';
import { DIST, principal } from '../support/accord-under-test';
import { enrol, publishProgram, registration } from '../support/small-program';
import { emptyRedis, startPostgres, startRedis, type DebianServer } from './debian-servers';
import { Fleet } from './fleet';

const COMMANDS = 400;
const AT_ONCE = 16;

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
  const standbys: Promise<unknown>[] = [];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'accord-services-'));
    chmodSync(directory, 0o755);
    [postgres, redis, store] = await Promise.all([
      startPostgres(directory),
      startRedis(directory),
      eventStore(directory),
    ]);
    const environment = {
      EVENTSTORE_URL: store.url,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      ACCORD_PORT: '0',
      ACCORD_MODE: 'sandbox',
      ACCORD_SANDBOX_START: '2026-02-01',
      ACCORD_RATE_LIMIT: '1000000',
    };
    fleet = new Fleet(environment, directory);
    await fleet.start('projector', 'projector-1');
    await fleet.start('api', 'api-1');
    await fleet.start('api', 'api-2');
    await fleet.start('worker', 'worker-1');
    // Standbys become ready when they take over.
    standbys.push(fleet.start('projector', 'projector-2'), fleet.start('worker', 'worker-2'));
    admin = new ApiClient(
      fleet.urlOf('api-1'),
      process.env['ACCORD_ADMIN_KEY'] ?? fleet.adminKey ?? '',
    );
    programs = await principal(admin, 'pm', 'program-manager');
    crm = await principal(admin, 'crm', 'sales-system');
    await publishProgram(programs);
    await enrol(programs, 'acme');
  }, 300_000);

  afterAll(async () => {
    await fleet.stop();
    await Promise.allSettled(standbys);
    await fleet.stop();
    await store.child?.stop();
    await Promise.all([postgres.stop(), redis.stop()]);
    rmSync(directory, { recursive: true });
  }, 60_000);

  it('shows every accepted command exactly once, though each kind of process was killed under load', async () => {
    // given: commands that callers repeat under the same key until they get an answer
    const accepted = new Set<string>();
    let sent = 0;
    const caller = async (): Promise<void> => {
      for (let i = sent++; i < COMMANDS; i = sent++) accepted.add(await registered(i));
    };
    const load = Promise.all(Array.from({ length: AT_ONCE }, caller));

    // when: one process of each kind after the other dies without warning
    for (const [victim, at] of [
      ['api-1', 50],
      ['projector-1', 130],
      ['worker-1', 220],
    ] as const) {
      await until(() => sent >= at);
      await fleet.kill(victim);
      if (victim === 'api-1') await fleet.start('api', 'api-1');
    }
    await load;
    await Promise.all(standbys);

    // then
    expect(accepted.size).toBe(COMMANDS);
    const last = await crm.at(fleet.urlOf('api-2')).must('/v1/deals', deal('last'));
    const path = `/v1/deals?partnerId=acme&minPosition=${String(last['position'])}`;
    const shown = (await programs.at(fleet.urlOf('api-1')).list(path)).map(({ dealId }) => dealId);
    expect(shown).toHaveLength(COMMANDS + 1);
    expect(new Set(shown)).toEqual(new Set([...accepted, last['id']]));
  }, 240_000);

  it('does its due work although Redis forgets everything', async () => {
    // given: a registration that silence approves on 11 February
    const here = admin.at(fleet.urlOf('api-2'));
    const { id } = await crm.at(fleet.urlOf('api-2')).must('/v1/deals', deal('silent'));

    // when
    emptyRedis(redis);
    await advanceTo(here, '2026-02-11');

    // then
    const found = await programs.at(fleet.urlOf('api-2')).get(`/v1/deals/${String(id)}`);
    expect(found).toMatchObject({ status: 'approved', approvedOn: '2026-02-11' });
  }, 120_000);

  it('refuses to build its views from another log', async () => {
    const other = await startChild({
      name: 'other-event-store',
      entry: join(DIST, 'libs/embedded-eventstore/src/main.js'),
      args: ['--data', join(directory, 'other-events'), '--port', '0'],
      logs: directory,
    });
    await fleet.kill('projector-2');
    const stray = new Fleet(
      { EVENTSTORE_URL: String(other.details['url']), DATABASE_URL: postgres.url },
      directory,
    );
    await expect(stray.start('projector', 'stray-projector')).rejects.toThrow(/another log/);
    await other.stop();
  }, 60_000);

  const deal = (ref: string): object =>
    registration('acme', ref, {
      customer: { name: `Customer ${ref}`, country: 'DE', domain: `customer-${ref}.example` },
      opportunity: { source: 'crm', ref: `OPP-${ref}` },
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
