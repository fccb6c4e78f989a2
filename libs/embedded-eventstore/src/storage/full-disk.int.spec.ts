import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { eventsOf } from '../../../../test/support/every-event-store';
import { logFile } from './data-directory';
import { temporaryDirectories } from './spec-support/store';

const MAIN = resolve(__dirname, '../../../../dist/libs/embedded-eventstore/src/main.js');
/** Blocks of 512 bytes, as POSIX counts: no file of the process grows beyond 2 MiB. */
const LARGEST_FILE = 4096;

const newDirectory = temporaryDirectories();
const running: Server[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())));

interface Server {
  readonly client: EventStoreDBClient;
  said(): string;
  stop(): Promise<void>;
}

/** The event store as a process that cannot make any file larger than so many blocks. */
async function serve(directory: string, blocks: number | 'unlimited'): Promise<Server> {
  const child = spawn(
    'sh',
    [
      '-c',
      `ulimit -f ${blocks} && exec "$0" "$@"`,
      process.execPath,
      MAIN,
      '--data',
      directory,
      '--port',
      '0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close');
  const [ready] = await Promise.race([once(child, 'message'), ended]);
  if (typeof ready !== 'object') throw new Error(`it did not start: ${said}`);
  const client = EventStoreDBClient.connectionString(String(ready.url));
  const server: Server = {
    client,
    said: () => said,
    async stop() {
      await client.dispose();
      child.kill('SIGTERM');
      await ended;
    },
  };
  running.push(server);
  return server;
}

async function typesIn({ client }: Server, stream: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { event } of client.readStream(stream)) types.push(event?.type ?? '');
  return types;
}

/** Appends four at a time, each of 16 KiB, until some are refused. */
async function appendUntilFull({
  client,
}: Server): Promise<{ told: string[]; refusals: string[] }> {
  const told: string[] = [];
  const refusals: string[] = [];
  const padding = { metadata: { padding: 'x'.repeat(16 * 1024) } };
  for (let n = 0; refusals.length === 0; n++) {
    const types = Array.from({ length: 4 }, (_, i) => `Tested-${n}-${i}`);
    await Promise.all(
      types.map(async (type) => {
        try {
          const events = eventsOf(type).map((event) => ({ ...event, ...padding }));
          await client.appendToStream(`filling-${type}`, events, { expectedRevision: 'no_stream' });
          told.push(type);
        } catch (error) {
          refusals.push(String(error));
        }
      }),
    );
  }
  return { told, refusals };
}

describe('An event store whose disk is full', () => {
  it('takes writes to the end, then refuses them, serves reads, and holds what it acknowledged', async () => {
    const directory = newDirectory();
    const full = await serve(directory, LARGEST_FILE);
    const { told, refusals } = await appendUntilFull(full);
    expect(told.length).toBeGreaterThan(100);
    for (const refusal of refusals) expect(refusal).toContain('EFBIG');
    // Only a record that did not fit is missing.
    expect(statSync(logFile(directory)).size).toBeGreaterThan(LARGEST_FILE * 512 - 5 * 17 * 1024);
    const late = full.client.appendToStream('late', eventsOf('Late'));
    await expect(late).rejects.toThrow('EFBIG');
    for (const type of told) expect(await typesIn(full, `filling-${type}`)).toEqual([type]);
    expect(full.said()).toMatch(/writing the log failed: .*EFBIG.*writes are refused/);
    await full.stop();

    const stillFull = await serve(directory, LARGEST_FILE);
    const stored: string[] = [];
    for await (const { event } of stillFull.client.readAll()) {
      if (event?.type.startsWith('Tested-')) stored.push(event.type);
    }
    expect(stored.toSorted()).toEqual(told.toSorted());
    await stillFull.stop();

    const roomy = await serve(directory, 'unlimited');
    await roomy.client.appendToStream('late', eventsOf('Late'), { expectedRevision: 'no_stream' });
    expect(await typesIn(roomy, 'late')).toEqual(['Late']);
    await roomy.stop();
  });
});
