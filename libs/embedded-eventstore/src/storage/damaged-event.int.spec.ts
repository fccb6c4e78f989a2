import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { eventsOf } from '../../../../test/support/every-event-store';
import { flipBit } from '../../../../test/support/flip-bit';
import { serveEventStore } from '../server/event-store-server';
import { logFile } from './data-directory';
import { temporaryDirectories } from './spec-support/store';

const MAIN = resolve(__dirname, '../../../../dist/libs/embedded-eventstore/src/main.js');
const DATA_LOSS = 15;

const newDirectory = temporaryDirectories();

describe('An event that was damaged after it was stored, before the index snapshot', () => {
  let at: bigint;
  let said = '';
  let client: EventStoreDBClient;
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    const directory = newDirectory();
    const before = await serveEventStore(directory, 0);
    const writer = EventStoreDBClient.connectionString(address(before.port));
    await writer.appendToStream('deal-1', eventsOf('Registered'));
    const { position } = await writer.appendToStream('deal-2', eventsOf('Registered'));
    await writer.appendToStream('deal-3', eventsOf('Registered'));
    at = position?.commit ?? 0n;
    await writer.dispose();
    await before.close();
    flipBit(logFile(directory), Number(at) + 60);

    const server = fork(MAIN, ['--data', directory, '--port', '0'], { silent: true });
    server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(server, 'close');
    const [ready] = await Promise.race([once(server, 'message'), ended]);
    client = EventStoreDBClient.connectionString(String(ready.url));
    stop = async () => {
      server.kill('SIGTERM');
      await ended;
    };
  });
  afterAll(async () => {
    await client.dispose();
    await stop();
  });

  const address = (port: number): string => `esdb://127.0.0.1:${port}?tls=false`;

  async function read(events: AsyncIterable<{ event?: { streamId: string } }>): Promise<string[]> {
    const streams: string[] = [];
    try {
      for await (const { event } of events) streams.push(event?.streamId ?? '');
    } catch (error) {
      const { code, message }: { code?: unknown; message?: unknown } = Object(error);
      streams.push(`${String(code)}: ${String(message)}`);
    }
    return streams;
  }
  const damage = (): unknown =>
    expect.stringMatching(`${DATA_LOSS}: .*damaged at byte ${at}:.*Restore the log from a backup`);

  it('is never served, by stream, by log or to a subscriber: each is told where and what to do', async () => {
    expect(await read(client.readStream('deal-2'))).toEqual([damage()]);
    const forwards = await read(client.readAll());
    expect(forwards.slice(-2)).toEqual(['deal-1', damage()]);
    const backwards = client.readAll({ direction: 'backwards', fromPosition: 'end' });
    expect(await read(backwards)).toEqual(['deal-3', damage()]);
    const told = await read(client.subscribeToAll());
    expect(told.slice(-2)).toEqual(['deal-1', damage()]);
  });

  it('keeps nobody from the others, and is said once where the server speaks', async () => {
    expect(await read(client.readStream('deal-3'))).toEqual(['deal-3']);
    await client.appendToStream('deal-3', eventsOf('Approved'), { expectedRevision: 0n });
    expect(await read(client.readStream('deal-3'))).toEqual(['deal-3', 'deal-3']);
    expect(said.match(/damaged at byte/g)).toHaveLength(1);
    expect(said).toContain(`damaged at byte ${at}:`);
  });
});
