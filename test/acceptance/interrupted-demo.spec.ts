import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DIST } from '../support/accord-under-test';

interface Demo {
  readonly process: ChildProcess;
  /** Everything it has said so far. */
  said(): string;
  /** Waits until it has said something. */
  until(text: string): Promise<void>;
  /** Its exit status; null after a signal. */
  readonly ended: Promise<number | null>;
}

describe('A demo that is interrupted', () => {
  const root = mkdtempSync(join(tmpdir(), 'accord-interrupted-'));
  const directory = join(root, 'demo');
  const running: Demo[] = [];
  afterAll(async () => {
    for (const demo of running) demo.process.kill('SIGTERM');
    await Promise.all(running.map((demo) => demo.ended));
    rmSync(root, { recursive: true });
  });

  function demo(...args: string[]): Demo {
    const entry = join(DIST, 'apps/standalone/src/demo/main.js');
    const process = spawn(globalThis.process.execPath, [entry, '--data', directory, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    }
    const ended = once(process, 'close').then(([code]) => (code === null ? null : Number(code)));
    const until = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) {
        if (process.exitCode !== null) throw new Error(`It ended before "${wanted}": ${text}`);
        await delay(20);
      }
    };
    const started = { process, ended, until, said: () => text };
    running.push(started);
    return started;
  }

  /** The ports on which the parts of a running demo listen. */
  function ports(): number[] {
    const runtime: Record<string, unknown> = JSON.parse(
      readFileSync(join(directory, 'runtime.json'), 'utf8'),
    );
    return ['url', 'eventStoreUrl', 'databaseUrl'].map((name) =>
      Number(/127\.0\.0\.1:(\d+)/.exec(String(runtime[name]))?.[1]),
    );
  }

  const answers = (port: number): Promise<boolean> =>
    new Promise((done) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => done(true)).once('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });

  it('says so on Ctrl-C, leaves no process behind, and refuses a second one meanwhile', async () => {
    const first = demo();
    await first.until('rows to tell');
    const listening = ports();
    expect(await Promise.all(listening.map(answers))).toEqual([true, true, true]);

    const second = demo();
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`another process is using ${directory}; stop it first`);
    expect(existsSync(join(directory, 'runtime.json'))).toBe(true);

    first.process.kill('SIGINT');
    expect(await first.ended).toBe(1);
    expect(first.said()).toContain('demo: stopped by the user');
    expect(await Promise.all(listening.map(answers))).toEqual([false, false, false]);
  });

  it('starts from nothing after it was killed, also where its PostgreSQL lives on', async () => {
    const killed = demo();
    await killed.until('rows to tell');
    const [, , orphan = 0] = ports();
    killed.process.kill('SIGKILL');
    await killed.ended;
    expect(await answers(orphan)).toBe(true);

    const next = demo();
    await next.until('0 of 921 rows told');
    expect(await answers(orphan)).toBe(false);
    next.process.kill('SIGTERM');
    expect(await next.ended).toBe(1);
  });

  it('leaves a folder alone that holds something else', async () => {
    const foreign = join(root, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.txt'), 'mine');
    const refused = demo('--data', foreign);
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain(`${foreign} exists and is no demo's`);
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('says which port is taken', async () => {
    const first = demo('--port', '0');
    await first.until('rows to tell');
    const [port] = ports();
    const second = demo('--data', join(root, 'other'), '--port', String(port));
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`Port ${port} on 127.0.0.1 is in use`);
    first.process.kill('SIGTERM');
    await first.ended;
  });
});
