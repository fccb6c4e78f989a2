import fc from 'fast-check';
import { type PlacedEvent, TOMBSTONE_REVISION } from './event';
import { StreamIndex } from './stream-index';

/** Some names are alike, some are long, some are not ASCII. */
const name = fc.oneof(
  fc.nat(30).map((n) => `deal-${n}`),
  fc.constantFrom('é', 'ee', 'x'.repeat(5_000), '$$deal-1', '$$deal-2', '$x'),
);
const written = fc.record({
  stream: name,
  size: fc.integer({ min: 1, max: 2 ** 33 }),
  ends: fc.oneof({ weight: 30, arbitrary: fc.constant(false) }, fc.constant(true)),
  data: fc.constantFrom('{"$maxCount":2}', '{"$tb":9223372036854775807,"a":[1]}', 'no JSON', '{}'),
});

/** Places the events behind one another as the log would. */
function placed(writes: readonly { stream: string; size: number; ends: boolean; data: string }[]) {
  const revisions = new Map<string, number>();
  const ended = new Set<string>();
  let position = 32;
  return writes.flatMap(({ stream, size, ends, data }): PlacedEvent[] => {
    if (ended.has(stream)) return [];
    if (ends) ended.add(stream);
    const revision = revisions.get(stream) ?? 0;
    if (!ends) revisions.set(stream, revision + 1);
    const at = position;
    position += size;
    return [
      {
        id: idOf(at),
        stream,
        revision: ends ? TOMBSTONE_REVISION : revision,
        position: at,
        end: position,
        data: Buffer.from(data),
      },
    ];
  });
}

const idOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

function indexOf(events: readonly PlacedEvent[], start = new StreamIndex()): StreamIndex {
  for (const event of events) start.add(event);
  return start;
}

/** Everything that can be asked about these streams. */
function answers(index: StreamIndex, streams: Iterable<string>) {
  return [...streams].map((stream) => {
    const head = index.head(stream);
    const revisions = Array.from({ length: head.lastRevision + 2 }, (_, revision) =>
      index.ordinal(stream, revision),
    );
    return { stream, head, revisions, first: index.firstVisible(stream) };
  });
}

describe('The index of streams', () => {
  it('finds every event by its stream and revision', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 400 }), (writes) => {
        const events = placed(writes);
        const index = indexOf(events);
        for (const [ordinal, { stream, revision, position, end }] of events.entries()) {
          const found =
            revision === TOMBSTONE_REVISION
              ? index.tombstone(stream)
              : index.ordinal(stream, revision);
          expect(found).toBe(ordinal);
          expect([index.positions.at(ordinal), index.endOf(ordinal)]).toEqual([position, end]);
          expect(index.positions.search(position)).toBe(ordinal);
        }
        expect(index.ordinal('deal-none', 0)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('answers the same when it is taken up again from an image, also when it goes on from there', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 200 }), fc.nat(200), (writes, cut) => {
        const events = placed(writes);
        const streams = new Set(['nobody', ...events.map(({ stream }) => stream)]);
        const early = indexOf(events.slice(0, cut));
        const image = early.image();
        indexOf(events.slice(cut), early);
        const resumed = indexOf(events.slice(cut), new StreamIndex(image));
        expect(answers(resumed, streams)).toEqual(answers(early, streams));
        expect(resumed.image()).toEqual(early.image());
      }),
      { numRuns: 100 },
    );
  });

  it('finds each of a hundred thousand events of one stream', () => {
    const index = indexOf(placed(Array.from({ length: 100_000 }, () => once('one'))));
    for (let revision = 0; revision < 100_000; revision += 997) {
      expect(index.ordinal('one', revision)).toBe(revision);
    }
    expect([index.ordinal('one', 100_000), index.ordinal('one', 0.5)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('tells a hundred thousand streams apart', () => {
    const index = indexOf(placed(Array.from({ length: 100_000 }, (_, n) => once(`deal-${n}`))));
    for (let n = 0; n < 100_000; n += 97) expect(index.ordinal(`deal-${n}`, 0)).toBe(n);
  });
});

const once = (stream: string) => ({ stream, size: 100, ends: false, data: '' });
