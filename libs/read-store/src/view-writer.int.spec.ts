import { logPosition, type Recorded } from '@accord/kernel';
import { startDatabase, type DatabaseUnderTest } from '../../../test/support/database';
import { counted, envelope, tally, type Counted } from '../../../test/support/tally';
import { CheckpointMoved, ForeignCheckpoint, ViewStopped } from './errors';
import { keyedView } from './keyed-view';
import type { Projection } from './projection';
import type { Replacement } from './replace-view';
import { sql } from 'kysely';
import { ViewWriter } from './view-writer';

interface SumRow {
  readonly name: string;
  readonly sum: number;
}

let views = 0;
/** Sums by stream. Poison is a number that the view does not want. */
const sums = (name: string, version = 1, poison = Infinity, factor = 1): Projection =>
  keyedView<SumRow, Counted>({
    name,
    version,
    table: name,
    columns: { name: 'text not null', sum: 'integer not null' },
    key: ['name'],
    events: [tally.catalog],
    keysOf: (event) => [[event.stream]],
    fold(row, { stream, data }) {
      if (data.by === poison) throw new Error(`${poison} is unlucky`);
      return { name: stream, sum: (row?.sum ?? 0) + factor * data.by };
    },
  });

const idOf = (at: number): string => `event-${at}`;
const at = (position: number, by: number): Recorded<Counted> => ({
  ...counted(by),
  id: idOf(position),
  stream: 'tally-a',
  revision: position,
  position: logPosition(BigInt(position)),
  recordedAt: '2026-02-03T00:00:00.000Z',
  schemaVersion: 1,
  envelope: envelope(),
});
const upTo = (position: number, ...events: Recorded<Counted>[]) => ({
  events,
  reached: logPosition(BigInt(position)),
});
/** The log that all of these views belong to. */
const thisLog = (position: bigint): Promise<string | undefined> =>
  Promise.resolve(idOf(Number(position)));

describe('Views', () => {
  let database: DatabaseUnderTest;
  let name: string;

  beforeAll(async () => (database = await startDatabase()));
  beforeEach(() => (name = `sums_${++views}`));
  afterAll(() => database.stop());

  const open = (projections: Projection[], options = {}, idAt = thisLog): Promise<ViewWriter> =>
    ViewWriter.open(database.store.db, projections, idAt, options);
  const read = (view: string, minPosition?: number) =>
    database.store.views.read(
      [view],
      async (db) => (await sql<SumRow>`select * from ${sql.id(view)}`.execute(db)).rows,
      minPosition === undefined ? undefined : logPosition(BigInt(minPosition)),
    );
  const sumOf = async (view: string): Promise<number | undefined> =>
    (await read(view)).value[0]?.sum;

  it('take rows and checkpoint together, and pass records that are not theirs', async () => {
    const writer = await open([sums(name)]);
    expect(writer.readAfter).toBeUndefined();
    await writer.write(upTo(40, at(10, 1), at(20, 2)));

    expect(await read(name)).toEqual({
      value: [{ name: 'tally-a', sum: 3 }],
      position: 40n,
      stale: false,
    });
    expect((await open([sums(name)])).readAfter).toBe(20n);
  });

  it('are written by one process only: who comes with an old checkpoint changes nothing', async () => {
    const [ours, theirs] = [await open([sums(name)]), await open([sums(name)])];
    await ours.write(upTo(10, at(10, 1)));

    await expect(theirs.write(upTo(20, at(10, 1), at(20, 2)))).rejects.toThrow(CheckpointMoved);

    expect(await read(name)).toMatchObject({ value: [{ sum: 1 }], position: 10n });
    await ours.write(upTo(20, at(20, 2)));
    expect(await sumOf(name)).toBe(3);
  });

  it('know their log by its last event of Accord’s: what the server wrote itself may be removed', async () => {
    const scavenged = (position: bigint): Promise<string | undefined> =>
      Promise.resolve(position === 10n ? idOf(10) : undefined);
    await (await open([sums(name)])).write(upTo(10, at(10, 1)));
    await (await open([sums(name)])).write(upTo(40));
    expect((await read(name)).position).toBe(40n);

    const writer = await open([sums(name)], {}, scavenged);

    // A log that was put back from a copy may hold other events there.
    expect(writer.readAfter).toBe(10n);
    await writer.write(upTo(50, at(10, 1), at(20, 2)));
    expect((await read(name, 50)).value).toEqual([{ name: 'tally-a', sum: 3 }]);
  });

  it('do not count an event again that they have passed', async () => {
    await (await open([sums(name)])).write(upTo(20, at(10, 1), at(20, 2)));
    await (await open([sums(name)])).write(upTo(30, at(10, 1), at(20, 2), at(30, 4)));
    expect(await sumOf(name)).toBe(7);
  });

  it.each([
    ['another event at that position', () => Promise.resolve('another')],
    ['nothing at that position', () => Promise.resolve(undefined)],
  ])('refuse a log that holds %s', async (_what, idAt) => {
    await (await open([sums(name)])).write(upTo(10, at(10, 1)));
    await expect(open([sums(name)], {}, idAt)).rejects.toThrow(ForeignCheckpoint);
  });

  it.each([
    ['the disk is full', '53100'],
    ['somebody cancels the statement', '57014'],
    ['they met in a deadlock', '40P01'],
  ])('do not stop because %s: the batch is written later', async (_what, code) => {
    let isTroubled = true;
    const view = sums(name);
    const writer = await open([
      {
        ...view,
        async apply(db, events) {
          if (isTroubled)
            await sql`${sql.raw(`do $$ begin raise sqlstate '${code}'; end $$`)}`.execute(db);
          await view.apply(db, events);
        },
      },
    ]);

    await expect(writer.write(upTo(20, at(10, 1), at(20, 2)))).rejects.toMatchObject({ code });
    expect(await read(name)).toEqual({ value: [], position: 0n, stale: false });
    isTroubled = false;
    await writer.write(upTo(20, at(10, 1), at(20, 2)));
    expect(await sumOf(name)).toBe(3);
  });

  describe('that meet an event they cannot take', () => {
    it('stop in front of it, alone, and say so in every answer', async () => {
      const other = `${name}_other`;
      const stops: string[] = [];
      const onStopped = (view: string, error: string) => stops.push(`${view}: ${error}`);
      const writer = await open([sums(name, 1, 13), sums(other)], { onStopped });

      await writer.write(upTo(30, at(10, 1), at(20, 13), at(30, 100)));
      await writer.write(upTo(40, at(40, 1000)));

      expect(stops).toEqual([`${name}: Counted at position 20 (event-20): 13 is unlucky`]);
      expect(await read(name)).toMatchObject({ value: [{ sum: 1 }], position: 10n, stale: true });
      expect(await read(other)).toMatchObject({
        value: [{ sum: 1114 }],
        position: 40n,
        stale: false,
      });
      await expect(read(name, 40)).rejects.toThrow(ViewStopped);
    });

    it('go on where they stopped with a program that takes it', async () => {
      await (await open([sums(name, 1, 13)])).write(upTo(30, at(10, 1), at(20, 13), at(30, 100)));
      const mended = await open([sums(name)]);
      expect(mended.readAfter).toBe(10n);
      await mended.write(upTo(30, at(20, 13), at(30, 100)));
      expect(await read(name)).toMatchObject({ value: [{ sum: 114 }], stale: false });
    });
  });

  describe('in a new version', () => {
    const schemas = async (): Promise<string[]> => {
      const { rows } = await sql<{ nspname: string }>`
        select nspname from pg_namespace where nspname like ${`${name}_v%`} order by 1`.execute(
        database.store.db,
      );
      return rows.map(({ nspname }) => nspname);
    };

    beforeEach(async () => {
      await (await open([sums(name)])).write(upTo(20, at(10, 1), at(20, 2)));
    });

    it('are built beside the old one, which is read until then and called stale', async () => {
      const writer = await open([sums(name, 2, Infinity, 10)]);
      expect(writer.readAfter).toBeUndefined();
      await writer.write(upTo(10, at(10, 1)));

      expect(await read(name)).toEqual({
        value: [{ name: 'tally-a', sum: 3 }],
        position: 20n,
        stale: true,
      });
      expect(await schemas()).toEqual([`${name}_v1`, `${name}_v2`]);
    });

    it.each([
      ['what it counts the same', 1, 0],
      ['what it counts otherwise', 10, 1],
    ])(
      'are compared at the very place of the old one, read, and the old one goes: %s',
      async (_what, factor, changed) => {
        const replacements: Replacement[] = [];
        const onReplaced = (replacement: Replacement) => replacements.push(replacement);
        const writer = await open([sums(name, 2, Infinity, factor)], { onReplaced });

        await writer.write(upTo(30, at(10, 1), at(20, 2), at(30, 4)));
        await writer.write(upTo(40, at(40, 8)));

        expect(replacements).toEqual([
          { view: name, from: 1, to: 2, tables: [{ table: name, rows: 1, changed }] },
        ]);
        expect(await read(name)).toEqual({
          value: [{ name: 'tally-a', sum: 15 * factor }],
          position: 40n,
          stale: false,
        });
        expect(await schemas()).toEqual([`${name}_v2`]);
      },
    );

    it('that stop leave the old one to be read, and are not waited for', async () => {
      const writer = await open([sums(name, 2, 2)]);
      await writer.write(upTo(30, at(10, 1), at(20, 2), at(30, 4)));

      expect(await read(name)).toMatchObject({ value: [{ sum: 3 }], position: 20n, stale: true });
      await expect(read(name, 30)).rejects.toThrow(ViewStopped);
    });
  });
});
