import { EngineUnderTest, events, proposed } from './engine-under-test';
import { law, type Law } from './laws';

const wrongVersion = (current: number) => ({ kind: 'wrong-version', current });
const DELETED = { kind: 'stream-deleted' };

/** What the engine promises about writes, in addition to what the model says. */
export const writeLaws: readonly Law[] = [
  law('a repeated append is answered with its own revision and position', async () => {
    const store = new EngineUnderTest();
    const written = events('a', 'b');
    const first = await store.append('s', written, 'no-stream');
    await store.append('s', events('c'), 1);
    for (const expected of ['no-stream', 'any', 'stream-exists'] as const) {
      expect(await store.append('s', written, expected)).toEqual(first);
    }
    expect(store.types('s')).toEqual(['a', 'b', 'c']);
  }),

  law('of two appends at one revision, made before either is durable, one wins', async () => {
    const store = new EngineUnderTest();
    store.log.hold();
    const rivals = [1, 2].map((n) => store.append('s', events(`rival-${n}`), 'no-stream'));
    store.log.release();
    expect(await Promise.all(rivals)).toEqual([
      expect.objectContaining({ kind: 'written', revision: 0 }),
      wrongVersion(0),
    ]);
  }),

  law('nobody reads, and nobody is told, what is not durable', async () => {
    const store = new EngineUnderTest();
    store.log.hold();
    let answered = 0;
    const written = events('a');
    const writes = [
      store.append('s', written, 'no-stream'),
      store.append('s', written, 'no-stream'),
      store.append('s', events('b'), 'no-stream'),
      store.append('s', [], 0),
      store.writer.delete('s', 'any'),
    ].map((one) => one.then(() => answered++));
    await new Promise(setImmediate);
    expect(answered).toBe(0);
    expect(store.all()).toEqual([]);
    store.log.release();
    await Promise.all(writes);
    expect(store.all()).toEqual(['a', '$metadata']);
  }),

  law('what is acknowledged can be read at once', async () => {
    const store = new EngineUnderTest();
    await store.append('s', events('a'));
    expect(store.all('end', 'backwards')).toEqual(['a']);
  }),

  law('one append takes 1 MiB of data, and not one byte more', async () => {
    const store = new EngineUnderTest();
    const half = 'x'.repeat(512 * 1024);
    const exact = [proposed('a', half), proposed('b', half)];
    expect(await store.append('s', [...exact, proposed('c', 'x')])).toEqual({
      kind: 'too-large',
      limit: 1_048_576,
    });
    expect(await store.append('s', exact)).toMatchObject({ kind: 'written', revision: 1 });
  }),

  law('an empty append creates nothing and is checked like any other', async () => {
    const store = new EngineUnderTest();
    expect(await store.append('s', [], 'no-stream')).toMatchObject({ revision: 0 });
    await store.append('s', events('a', 'b'), 'no-stream');
    expect(await store.append('s', [], 1)).toMatchObject({ kind: 'written', revision: 1 });
    expect(await store.append('s', [], 0)).toEqual(wrongVersion(1));
    expect(store.all()).toEqual(['a', 'b']);
  }),

  law(
    'an append to a deleted stream brings back its own events, and keeps other metadata',
    async () => {
      const store = new EngineUnderTest();
      await store.append('s', events('a', 'b'));
      await store.setMetadata('s', '{"custom":"kept","$tb":9223372036854775807}');
      expect(store.reader.streamState('s')).toBe('missing');
      await store.append('s', events('c'), 'no-stream');
      expect(store.types('s')).toEqual(['c']);
      const [metadata] = store.reader.stream('$$s', 'end', 'backwards', false);
      expect(metadata?.event?.toString()).toContain('{"custom":"kept","$tb":2}');
    },
  ),

  law('metadata that is no object makes no stream', async () => {
    const store = new EngineUnderTest();
    for (const metadata of ['[1]', '7', 'null', '{']) {
      await store.setMetadata('s', metadata);
      expect(await store.append('s', events('a'), 'stream-exists')).toEqual(wrongVersion(-1));
      expect(await store.writer.delete('s', 'any')).toEqual(wrongVersion(-1));
    }
    await store.setMetadata('s', {});
    expect(await store.append('s', events('a'), 'stream-exists')).toMatchObject({ revision: 0 });
  }),

  law('a tombstone ends a stream and its metadata, whatever is asked', async () => {
    const store = new EngineUnderTest();
    await store.append('s', events('a'));
    expect(await store.writer.tombstone('s', 'any')).toMatchObject({ kind: 'written' });
    for (const expected of ['any', 'no-stream', 'stream-exists', 0, 7] as const) {
      expect(await store.append('s', events('b'), expected)).toEqual(DELETED);
    }
    expect(await store.setMetadata('s', {})).toEqual(DELETED);
    expect(await store.writer.delete('s', 'any')).toEqual(DELETED);
    expect(store.reader.streamState('$$s')).toBe('tombstoned');
  }),

  law('a tombstone ends a stream before it is durable', async () => {
    const store = new EngineUnderTest();
    store.log.hold();
    const writes = Promise.all([
      store.writer.tombstone('s', 'any'),
      store.append('s', events('a')),
      store.setMetadata('s', {}),
    ]);
    store.log.release();
    expect((await writes).slice(1)).toEqual([DELETED, DELETED]);
  }),

  law('a stream that was deleted a moment ago is deleted, durable or not', async () => {
    const store = new EngineUnderTest();
    await store.append('s', events('a'));
    store.log.hold();
    const writes = Promise.all([
      store.writer.delete('s', 'any'),
      store.append('s', events('b'), 'stream-exists'),
      store.append('s', events('c'), 'no-stream'),
    ]);
    store.log.release();
    expect((await writes).slice(1)).toEqual([
      DELETED,
      expect.objectContaining({ kind: 'written', revision: 1 }),
    ]);
    expect(store.types('s')).toEqual(['c']);
  }),

  law('an id that was forgotten is new again at any, but not at its revision', async () => {
    const store = new EngineUnderTest(100);
    const written = events('a');
    await store.append('s', written);
    for (let i = 0; i < 300; i++) await store.append('other', events('x'));
    expect(await store.append('s', written, 'no-stream')).toMatchObject({ revision: 0 });
    expect(await store.append('s', written, 'any')).toMatchObject({ revision: 1 });
  }),
];
