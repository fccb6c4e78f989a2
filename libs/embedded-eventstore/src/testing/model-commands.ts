import fc from 'fast-check';
import type { ExpectedRevision } from '../engine/event';
import type { Answer, Model, Proposed } from './model';
import type { StoreAnswer, StoredEvent, StoreUnderModel } from './store-under-model';

/** The model, and what has been learned of where its events lie. */
export interface Known {
  readonly model: Model;
  /** Positions by place in the model's log, as far as they were seen. */
  readonly positions: (bigint | undefined)[];
}

type Command = fc.AsyncCommand<Known, StoreUnderModel>;

const STREAMS = ['one', 'two', '$$one'];

/** A revision said relative to the current one, or what must be true of the stream. */
type Expectation = 'any' | 'no-stream' | 'stream-exists' | number;

const expectation = fc.oneof(
  fc.constantFrom<Expectation[]>('any', 'any', 'no-stream', 'stream-exists'),
  fc.constantFrom<Expectation[]>(0, 0, 0, -1, -2, -3, 1),
);

/** Events that are new, or ids that were used before: by their place among all ids used so far. */
const draft = fc.oneof(
  { weight: 3, arbitrary: fc.constant('new' as const) },
  { weight: 2, arbitrary: fc.nat(5) },
);
const content = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: 'plain', data: '' }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(3), fc.constantFrom(...STREAMS))
      .map(([revision, stream]) => ({ type: '$>', data: `${revision}@${stream}` })),
  },
);
const metadata = fc.oneof(
  fc.record({ $tb: fc.nat(4) }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
  fc.record({ $maxCount: fc.nat(3), $tb: fc.nat(3) }).map((value) => JSON.stringify(value)),
  fc.constantFrom('no JSON', '{"$tb":9223372036854775807}', '[1]'),
);

interface AppendDraft {
  readonly stream: string;
  readonly expected: Expectation;
  readonly events: readonly {
    readonly what: 'new' | number;
    readonly type: string;
    readonly data: string;
  }[];
}

const appendDraft = fc.record({
  stream: fc.constantFrom(...STREAMS.slice(0, 2)),
  expected: expectation,
  events: fc.array(
    fc.tuple(draft, content).map(([what, rest]) => ({ what, ...rest })),
    { maxLength: 4 },
  ),
});

let ids = 0;
const newId = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;

function resolve(model: Model, stream: string, expected: Expectation): ExpectedRevision {
  if (typeof expected === 'string') return expected;
  const revision = model.last(stream) + expected;
  return revision < 0 ? 'no-stream' : revision;
}

/** Old ids are the last ones of the stream, in order, so that repetitions of whole appends happen. */
function events({ model }: Known, { stream, events: drafts }: AppendDraft): Proposed[] {
  const used = model.log.filter((event) => event.id !== '');
  const own = used.filter((event) => event.stream === stream);
  return drafts.map(({ what, type, data }, index) => {
    const from =
      what === 'new' ? undefined : what === 5 ? used.at(-1 - index) : own.at(index - what - 1);
    return { id: from?.id ?? newId(), type, data };
  });
}

function agree(known: Known, expected: Answer, actual: StoreAnswer): void {
  if (expected.kind !== 'written' || actual.kind !== 'written') {
    expect(actual).toEqual(expected);
    return;
  }
  if (actual.revision !== undefined) expect(actual.revision).toBe(expected.revision);
  const { at } = expected;
  if (at === undefined) expect(actual.position).toBeUndefined();
  else if (at >= 0) expect(actual.position).toBe((known.positions[at] ??= actual.position));
}

function agreeOnLog(known: Known, from: number, actual: readonly StoredEvent[]): void {
  const { log } = known.model;
  const place = ({ stream, type, revision }: Omit<StoredEvent, 'position'>) => [
    stream,
    type,
    revision,
  ];
  expect(actual.map(place)).toEqual(log.slice(from).map(place));
  actual.forEach(({ position }, index) => {
    expect(position).toBe((known.positions[from + index] ??= position));
    const before = known.positions[from + index - 1];
    if (before !== undefined) expect(position).toBeGreaterThan(before);
  });
}

/** A command that always may run; its text shows what was done when a run fails. */
const command = (
  text: string,
  run: (known: Known, store: StoreUnderModel) => Promise<void>,
): Command => ({
  check: () => true,
  run,
  toString: () => text,
});

const append = appendDraft.map((one) =>
  command(`append ${JSON.stringify(one)}`, async (known, store) => {
    const expected = resolve(known.model, one.stream, one.expected);
    const written = events(known, one);
    const answer = known.model.append(one.stream, expected, written);
    agree(known, answer, await store.append(one.stream, expected, written));
  }),
);

const together = fc.array(appendDraft, { minLength: 2, maxLength: 5 }).map((drafts) =>
  command(`together ${JSON.stringify(drafts)}`, async (known, store) => {
    const steps = drafts.map((one) => {
      const expected = resolve(known.model, one.stream, one.expected);
      const written = events(known, one);
      const answer = known.model.append(one.stream, expected, written);
      return { answer, run: () => store.append(one.stream, expected, written) };
    });
    const actual = await store.together(steps.map(({ run }) => run));
    steps.forEach(({ answer }, index) => {
      const told = actual[index];
      // An empty append is told the end of the durable log, wherever that is meanwhile.
      if (told && drafts[index]?.events.length) agree(known, answer, told);
      else expect(told?.kind).toBe(answer.kind);
    });
  }),
);

const describe = fc
  .tuple(fc.constantFrom('one', 'two'), metadata, expectation)
  .map(([of, data, expects]) =>
    command(`metadata of ${of}: ${data} at ${expects}`, async (known, store) => {
      const stream = `$$${of}`;
      const expected = resolve(known.model, stream, expects);
      const written = [{ id: newId(), type: '$metadata', data }];
      const answer = known.model.append(stream, expected, written);
      agree(known, answer, await store.append(stream, expected, written));
    }),
  );

const remove = fc
  .tuple(fc.constantFrom(...STREAMS.slice(0, 2)), expectation, fc.nat(9))
  // The client cannot ask a deletion for a stream that exists.
  .filter(([, expects]) => expects !== 'stream-exists')
  .map(([stream, expects, chance]) => {
    const isForGood = chance === 0;
    return command(
      `${isForGood ? 'tombstone' : 'delete'} ${stream} at ${expects}`,
      async (known, store) => {
        const expected = resolve(known.model, stream, expects);
        const answer = known.model.delete(stream, expected, isForGood);
        agree(known, answer, await store.delete(stream, expected, isForGood));
      },
    );
  });

const read = fc
  .record({
    stream: fc.constantFrom(...STREAMS),
    from: fc.nat(8),
    direction: fc.constantFrom('forwards' as const, 'backwards' as const),
    count: fc.integer({ min: 1, max: 8 }),
  })
  .map((one) =>
    command(`read ${JSON.stringify(one)}`, async ({ model }, store) => {
      const { stream, from, direction, count } = one;
      const expected = model.read(stream, from, direction, count);
      expect(await store.read(stream, from, direction, count)).toEqual(expected);
      if (typeof expected === 'string') return;
      expect(await store.targets(stream)).toEqual(model.targets(stream));
    }),
  );

const readLog = fc.nat().map((where) =>
  command(`read the log from ${where}`, async (known, store) => {
    agreeOnLog(known, 0, await store.all(undefined, 'forwards'));
    const from = where % Math.max(1, known.model.log.length);
    const position = known.positions[from];
    if (position === undefined) return;
    agreeOnLog(known, from, await store.all(position, 'forwards'));
    agreeOnLog(known, from + 1, await store.catchUp(position));
    const backwards = await store.all(position, 'backwards');
    expect(backwards.map((event) => event.position)).toEqual(
      known.positions.slice(0, from).toReversed(),
    );
    const whole = await store.all(undefined, 'backwards');
    expect(whole).toHaveLength(known.model.log.length);
  }),
);

/** @returns any sequence of commands, shorter ones where one fails */
export const commands = (maxCommands: number) =>
  fc.commands([append, append, append, together, describe, remove, read, read, readLog], {
    maxCommands,
    size: 'max',
  });

/** Runs the commands, then compares everything. @param known what both hold already */
export async function agreeThroughout(
  sequence: Iterable<Command>,
  known: Known,
  store: StoreUnderModel,
): Promise<void> {
  await fc.asyncModelRun(() => ({ model: known, real: store }), sequence);
  agreeOnLog(known, 0, await store.all(undefined, 'forwards'));
  for (const stream of STREAMS) {
    const answer = known.model.read(stream, 0, 'forwards', Infinity);
    expect(await store.read(stream, 0, 'forwards', 100_000)).toEqual(answer);
  }
}
