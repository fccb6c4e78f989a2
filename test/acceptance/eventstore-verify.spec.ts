import { appendFileSync, copyFileSync, cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { serveEventStore } from '@accord/embedded-eventstore';
import { runAccord, type Ended } from '../support/command-line-tool';
import { eventsOf } from '../support/every-event-store';
import { flipBit } from '../support/flip-bit';

describe('accord eventstore verify', () => {
  const root = mkdtempSync(join(tmpdir(), 'accord-verify-'));
  /** As Accord's data directory has it. */
  const whole = join(root, 'whole');
  /** Where each event's record begins. */
  const positions: number[] = [];
  let earlier: Buffer;

  beforeAll(async () => {
    const directory = join(whole, 'events');
    const server = await serveEventStore(directory, 0);
    const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${server.port}?tls=false`);
    for (const stream of ['deal-1', 'deal-2', 'deal-3']) {
      await client.appendToStream(stream, eventsOf('Registered', 'Approved'));
    }
    earlier = readFileSync(join(directory, 'events.log'));
    await client.appendToStream('deal-4', eventsOf('Registered'));
    for await (const { event } of client.readAll()) positions.push(Number(event?.position.commit));
    await client.dispose();
    await server.close();
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** A copy of the directory, with something done to its files. */
  function copied(name: string, change: (log: string, snapshot: string) => void): string {
    const directory = join(root, name);
    cpSync(whole, directory, { recursive: true });
    change(join(directory, 'events/events.log'), join(directory, 'events/index.snapshot'));
    return directory;
  }

  const verify = (data: string, ...more: string[]): Promise<Ended> =>
    runAccord(['eventstore', 'verify', '--data', data, ...more]);
  const logOf = (data: string): Buffer => readFileSync(join(data, 'events/events.log'));

  it('says of a log that is whole how much is in it, by either directory', async () => {
    const said = await verify(whole);
    expect(said).toMatchObject({ status: 0, err: '' });
    expect(said.out).toContain(`${positions.length} events in`);
    expect(said.out).toContain('the index snapshot agrees\nverify: the log is whole\n');
    const json = await verify(join(whole, 'events'), '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      events: positions.length,
      end: logOf(whole).length,
      torn: false,
      snapshotFault: null,
    });
  });

  it('calls a log whole whose last write was not finished, and leaves it as it is', async () => {
    const data = copied('torn', (log) => appendFileSync(log, readFileSync(log).subarray(32, 90)));
    const before = logOf(data);
    const said = await verify(data);
    expect(said).toMatchObject({ status: 0, out: expect.stringContaining('unfinished write') });
    expect(logOf(data).equals(before)).toBe(true);
  });

  it('says where a log is damaged in the middle and what to do, and leaves it as it is', async () => {
    const [at = 0] = positions.slice(4);
    const data = copied('damaged', (log) => flipBit(log, at + 40));
    const before = logOf(data);
    const said = await verify(data);
    expect(said).toMatchObject({ status: 1, out: '' });
    expect(said.err).toContain(`the log is damaged at byte ${at}:`);
    expect(said.err).toContain('Restore the log from a backup; nothing has been changed');
    expect(logOf(data).equals(before)).toBe(true);
  });

  it('needs no index snapshot: one that is damaged costs the next start time, and is said', async () => {
    const data = copied('snapshot', (_, snapshot) => flipBit(snapshot, 200));
    const said = await verify(data);
    expect(said.status).toBe(0);
    expect(said.out).toMatch(/index\.snapshot is damaged.*the next start reads the whole log/);
  });

  it('finds by the snapshot that acknowledged events are missing at the end', async () => {
    const data = copied('shortened', (log) => writeFileSync(log, earlier));
    const said = await verify(data);
    expect(said.status).toBe(1);
    expect(said.err).toContain(`damaged at byte ${positions.at(-1)}:`);
    expect(said.err).toContain('delete that file');
  });

  it('does not look at a log that a server has open, nor at none', async () => {
    const data = copied('open', () => undefined);
    const server = await serveEventStore(join(data, 'events'), 0);
    try {
      const open = await verify(data);
      expect(open).toMatchObject({ status: 3, err: expect.stringContaining('stop it first') });
    } finally {
      await server.close();
    }
    const nowhere = join(root, 'nowhere');
    const absent = await verify(nowhere);
    expect(absent).toMatchObject({ status: 3, out: '' });
    expect(absent.err).toContain(`no event log in ${nowhere} or ${join(nowhere, 'events')}`);
  });

  it('knows another file from a log', async () => {
    const data = join(root, 'other');
    mkdirSync(data);
    copyFileSync(__filename, join(data, 'events.log'));
    const said = await verify(data);
    expect(said).toMatchObject({ status: 1, err: expect.stringContaining('no event log of this') });
  });
});
