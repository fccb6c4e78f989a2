import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { launchPostgres, type RunningPostgres } from '@accord/read-store';
import { DIST } from '../support/accord-under-test';
import { ApiClient } from '../support/api-client';
import { Fleet, type Role } from '../support/fleet';
import { freeLowPort, MortalServer } from '../support/mortal-server';
import type { Random } from '../support/random';

export type Victim = Role | 'event-store';

/** All of Accord as processes, each of which dies without warning when the test says so. */
export class MortalInstallation {
  private constructor(
    private readonly directory: string,
    private readonly server: MortalServer,
    private readonly postgres: RunningPostgres,
    private readonly environment: Record<string, string>,
    private readonly random: Random,
    readonly fleet: Fleet,
  ) {}

  /** A sandbox that begins on 1 February 2026, with two API processes. */
  static async start(random: Random): Promise<MortalInstallation> {
    const directory = mkdtempSync(join(tmpdir(), 'accord-simulation-'));
    const server = new MortalServer(join(directory, 'events'), await freeLowPort(random));
    const [postgres] = await Promise.all([
      launchPostgres({ dataDirectory: join(directory, 'postgres') }),
      server.start(),
    ]);
    const environment = {
      EVENTSTORE_URL: server.url,
      DATABASE_URL: postgres.url,
      ACCORD_PORT: '0',
      ACCORD_MODE: 'sandbox',
      ACCORD_SANDBOX_START: '2026-02-01',
      ACCORD_RATE_LIMIT: '1000000',
    };
    const fleet = new Fleet(environment, directory);
    for (const [role, name] of [
      ['projector', 'projector'],
      ['api', 'api-1'],
      ['api', 'api-2'],
      ['worker', 'worker'],
    ] as const) {
      await fleet.start(role, name);
    }
    return new MortalInstallation(directory, server, postgres, environment, random, fleet);
  }

  get eventStoreUrl(): string {
    return this.server.url;
  }

  get admin(): ApiClient {
    return new ApiClient(this.fleet.urlOf('api-1'), this.fleet.adminKey ?? '');
  }

  /** Kills one of these, and starts it again. */
  async dies(victim: Victim): Promise<void> {
    switch (victim) {
      case 'event-store':
        await this.server.kill();
        return this.server.start();
      case 'api': {
        const name = `api-${this.random.between(1, 2)}`;
        await this.fleet.kill(name);
        await this.fleet.start('api', name);
        return;
      }
      case 'projector':
      case 'worker':
        await this.fleet.kill(victim);
        await this.fleet.start(victim, victim);
        return;
    }
  }

  /** @throws Error when a process ends that nobody has ended */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await Promise.race([delay(20), this.fleet.loss]);
  }

  /** @returns what a replay of the log from its beginning says of the views */
  async replayed(): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(DIST, 'apps/cli/src/main.js'), 'replay'],
      { env: { ...process.env, ...this.environment } },
    );
    return stdout;
  }

  /** @returns what each process said last */
  lastOfLogs(): string {
    return readdirSync(this.directory)
      .filter((name) => name.endsWith('.log'))
      .map((name) => `${name}: ${readFileSync(join(this.directory, name), 'utf8').slice(-2_000)}\n`)
      .join('');
  }

  async stop(): Promise<void> {
    await this.fleet.stop();
    await this.server.stop();
    await this.postgres.stop();
    rmSync(this.directory, { recursive: true });
  }
}

/** Each once, in an order of the seed's. */
export const shuffled = <T>(all: readonly T[], random: Random): readonly T[] =>
  all
    .map((one) => ({ one, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
