import type { EventFilter } from '../engine/event-filter';
import { readFiltered } from '../engine/filtered-read';
import type { From } from '../engine/reader';
import { EngineUnderTest, events, proposed, typeOf } from './engine-under-test';
import { law, type Law } from './laws';

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));

/** A store of a, b and c in one stream, and where they lie. */
async function givenThree() {
  const store = new EngineUnderTest();
  await store.append('s', events('a', 'b', 'c'));
  const places = [...store.reader.all('start', 'forwards', false)].map((one) => one.position);
  const [a = 0, b = 0, c = 0] = places;
  return { store, a, b, c };
}

const byType = (
  expression: EventFilter['expression'],
  checkpointInterval = 1_000,
): EventFilter => ({ on: 'type', expression, checkpointInterval });

/** How often others got their turn meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const count = (): void => void (turns++ < 100 && setImmediate(count));
  const done = work();
  count();
  await done;
  return turns;
}

/** What the engine promises about reads and subscriptions. */
export const readLaws: readonly Law[] = [
  law('the log is read inclusively forwards, and exclusively backwards', async () => {
    const { store, b } = await givenThree();
    expect(store.all(b)).toEqual(['b', 'c']);
    expect(store.all(b, 'backwards')).toEqual(['a']);
    expect(store.all('end', 'backwards')).toEqual(['c', 'b', 'a']);
    expect(store.all('end')).toEqual([]);
    expect(store.all('start', 'backwards')).toEqual([]);
    expect(store.all(1e9)).toEqual([]);
    expect(store.all(1e9, 'backwards')).toEqual(['c', 'b', 'a']);
  }),

  law('a position inside a record is refused, except at the very end', async () => {
    const { store, a, b, c } = await givenThree();
    for (const inside of [a + 1, b - 1, b + 1, c - 1]) {
      expect(() => store.all(inside)).toThrow(/no event of the log begins/);
      expect(() => store.all(inside, 'backwards')).toThrow(/no event of the log begins/);
      await expect(store.followAll(inside).next(1)).rejects.toThrow(/no event of the log begins/);
    }
    expect(store.all(c + 1)).toEqual([]);
    expect(() => store.all(c + 1, 'backwards')).toThrow(/no event of the log begins/);
  }),

  law('a stream is read from any revision, either way, also from beyond its end', async () => {
    const { store } = await givenThree();
    expect(store.types('s', 1)).toEqual(['b', 'c']);
    expect(store.types('s', 1, 'backwards')).toEqual(['b', 'a']);
    expect(store.types('s', 99, 'backwards')).toEqual(['c', 'b', 'a']);
    expect(store.types('s', 99)).toEqual([]);
    expect(store.types('s', 'end')).toEqual([]);
  }),

  law('what metadata hides is hidden from the stream, not from the log', async () => {
    const { store } = await givenThree();
    for (const metadata of [{ $maxCount: 1 }, { $tb: 2 }, { $tb: 1, $maxCount: 1 }]) {
      await store.setMetadata('s', metadata);
      expect(store.types('s')).toEqual(['c']);
      expect(store.types('s', 'end', 'backwards')).toEqual(['c']);
      expect(await store.follow('s', 'start').next(3)).toEqual([
        '(confirmation)',
        'c',
        '(caught-up)',
      ]);
    }
    for (const senseless of [0, -1, '1', null]) {
      await store.setMetadata('s', { $maxCount: senseless, $tb: senseless });
      expect(store.types('s')).toEqual(['a', 'b', 'c']);
    }
    expect(store.all().filter((type) => type !== '$metadata')).toEqual(['a', 'b', 'c']);
    expect(store.types('$$s')).toHaveLength(1);
  }),

  law('events grow too old by the second', async () => {
    const { store } = await givenThree();
    await store.setMetadata('s', { $maxAge: 10 });
    store.now += 9_999;
    await store.append('s', events('d'));
    expect(store.types('s')).toEqual(['a', 'b', 'c', 'd']);
    store.now += 2;
    expect(store.types('s')).toEqual(['d']);
    expect(await store.follow('s', 'start').next(2)).toEqual(['(confirmation)', 'd']);
  }),

  law('a link leads to what can be read, and otherwise nowhere', async () => {
    const { store } = await givenThree();
    await store.append('links', [
      proposed('$>', '1@s'),
      proposed('$>', '0@no'),
      proposed('$>', '?'),
    ]);
    const resolved = () =>
      [...store.reader.stream('links', 'start', 'forwards', true)].map((one) => [
        typeOf(one),
        one.link !== undefined,
      ]);
    expect(resolved()).toEqual([
      ['b', true],
      ['-', true],
      ['$>', false],
    ]);
    const hide = [
      () => store.setMetadata('s', { $tb: 2 }),
      () => store.writer.delete('s', 'any'),
      () => store.writer.tombstone('s', 'any'),
    ];
    for (const one of hide) {
      await one();
      expect(resolved()[0]).toEqual(['-', true]);
    }
  }),

  law('a subscription starts behind its place and says when it has caught up', async () => {
    const { store, a } = await givenThree();
    const cases: [From, string[]][] = [
      ['start', ['a', 'b', 'c', '(caught-up)', 'd']],
      [a, ['b', 'c', '(caught-up)', 'd']],
      ['end', ['(caught-up)', 'd']],
    ];
    const toAll = cases.map(([from]) => store.followAll(from));
    const toOne = cases.map(([from]) => store.follow('s', from === a ? 0 : from));
    for (const [index, [, said]] of cases.entries()) {
      for (const followed of [toAll[index], toOne[index]]) {
        expect(await followed?.next(said.length)).toEqual(['(confirmation)', ...said.slice(0, -1)]);
      }
    }
    await store.append('other', events('elsewhere'));
    await store.append('s', events('d'));
    for (const followed of toAll) expect(await followed.next(2)).toEqual(['elsewhere', 'd']);
    for (const followed of toOne) expect(await followed.next(1)).toEqual(['d']);
  }),

  law(
    'a subscription that fell behind hears again when it has caught up, a quick one does not',
    async () => {
      const store = new EngineUnderTest();
      const [slow, quick, slowAll] = [
        store.follow('s', 'end'),
        store.follow('s', 'end'),
        store.followAll('end'),
      ];
      for (const one of [slow, quick, slowAll]) await one.next(2);
      for (const type of numbered(40)) {
        const next = quick.next(1);
        await store.append('s', events(type));
        expect(await next).toEqual([type]);
      }
      for (const one of [slow, slowAll]) {
        expect(await one.next(41)).toEqual([...numbered(40), '(caught-up)']);
      }
      await store.append('s', events('last'));
      for (const one of [slow, quick, slowAll]) expect(await one.next(1)).toEqual(['last']);
    },
  ),

  law('a subscription from a future revision is silent until it is passed', async () => {
    const { store } = await givenThree();
    const followed = store.follow('s', 3);
    await followed.next(2);
    await store.append('s', events('d'));
    await store.append('s', events('e'));
    expect(await followed.next(1)).toEqual(['e']);
  }),

  law('a tombstone comes to subscribers as an event, and then ends them', async () => {
    const { store } = await givenThree();
    const followed = store.follow('s', 'end');
    await followed.next(2);
    const next = followed.next(3);
    await store.writer.tombstone('s', 'any');
    expect(await next).toEqual(['$streamDeleted', '(stream-deleted)', 'end']);
    expect(await store.follow('s', 'start').next(2)).toEqual(['(stream-deleted)', 'end']);
  }),

  law('a filter brings what fits, by prefix or expression, of type or stream', async () => {
    const store = new EngineUnderTest();
    await store.append('one', events('ab', 'ba'));
    await store.append('two', events('ab'));
    const brought = async (filter: EventFilter, count: number) =>
      (await store.followAll('start', filter).next(count + 1)).slice(1);
    expect(await brought(byType({ prefixes: ['x', 'a'] }), 2)).toEqual(['ab', 'ab']);
    expect(await brought(byType({ regex: /a$/ }), 1)).toEqual(['ba']);
    const byStream = { ...byType({ prefixes: ['one'] }), on: 'stream' } as const;
    expect((await brought(byStream, 3)).slice(0, 2)).toEqual(['ab', 'ba']);
    expect(await brought({ ...byStream, expression: { regex: /^t/ } }, 1)).toEqual(['ab']);
  }),

  law(
    'a filtered subscription tells its place per interval, and when it has caught up',
    async () => {
      const store = new EngineUnderTest();
      await store.append('s', events(...numbered(7)));
      const places = [...store.reader.all('start', 'forwards', false)].map((one) => one.position);
      const at = (index: number) => `checkpoint ${places[index]}`;
      const followed = store.followAll('start', byType({ prefixes: ['4'] }, 3));
      expect(await followed.next(6)).toEqual([
        '(confirmation)',
        at(2),
        '4',
        at(5),
        at(6),
        '(caught-up)',
      ]);

      const next = followed.next(2);
      await store.append('s', events('x', 'y'));
      await store.append('s', events('z', '4'));
      const last = [...store.reader.all('end', 'backwards', false)].map((one) => one.position);
      expect(await next).toEqual([`checkpoint ${last[1]}`, '4']);
    },
  ),

  law('a subscriber whom nothing interests keeps nobody waiting', async () => {
    const store = new EngineUnderTest();
    for (let i = 0; i < 20; i++) await store.append('s', events(...numbered(200)));
    const caughtUp = () => store.followAll('start', byType({ prefixes: ['x'] }, 1e6)).next(3);
    expect(await turnsDuring(caughtUp)).toBeGreaterThan(4);
  }),

  law('a filtered read brings what fits, either way, and keeps nobody waiting', async () => {
    const store = new EngineUnderTest();
    const { reader } = store;
    await store.append('s', events('x1'));
    for (let i = 0; i < 20; i++) await store.append('s', events(...numbered(200)));
    await store.append('s', events('x2'));
    for (const [direction, from, found] of [
      ['forwards', 'start', ['x1', 'x2']],
      ['backwards', 'end', ['x2', 'x1']],
    ] as const) {
      const types: string[] = [];
      const read = async (): Promise<void> => {
        const fitting = readFiltered(reader, from, direction, false, byType({ prefixes: ['x'] }));
        for await (const event of fitting) types.push(typeOf(event));
      };
      expect(await turnsDuring(read)).toBeGreaterThan(4);
      expect(types).toEqual(found);
    }
  }),

  law('an ended subscription ends, though nothing is written any more', async () => {
    const store = new EngineUnderTest();
    const followed = store.followAll('end');
    await followed.next(2);
    const next = followed.next(1);
    followed.stop();
    expect(await next).toEqual(['end']);
  }),
];
