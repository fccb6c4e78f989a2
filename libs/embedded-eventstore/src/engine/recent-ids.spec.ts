import fc from 'fast-check';
import { RecentIds, WORDS_OF_ID } from './recent-ids';

const CAPACITY = 7;
/** Few, so that ids come again; alike, so that the last digit counts. */
const id = fc.oneof(
  fc.nat(12).map((n) => `00000000-0000-4000-8000-00000000000${n.toString(16)}`),
  fc.uuid(),
);

function remembering(ids: readonly string[]): RecentIds {
  const recent = new RecentIds(CAPACITY);
  for (const one of ids) recent.add(one);
  return recent;
}

describe('The recent ids', () => {
  it('tell the newest of the last events with an id, and no other', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 30 }), fc.array(id), (ids, others) => {
        const recent = remembering(ids);
        const oldest = Math.max(0, ids.length - CAPACITY);
        for (const one of [...ids, ...others]) {
          const last = ids.lastIndexOf(one);
          expect(recent.find(one)).toBe(last >= oldest ? last : undefined);
        }
      }),
    );
  });

  it('are the same when they are taken up again, and when they go on from there', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 30 }), fc.nat(30), (ids, cut) => {
        const early = ids.slice(0, cut);
        const taken = new RecentIds(CAPACITY);
        taken.restore(remembering(early).image(), early.length);
        for (const one of ids.slice(cut)) taken.add(one);
        const known = remembering(ids);
        expect(ids.map((one) => taken.find(one))).toEqual(ids.map((one) => known.find(one)));
        expect(taken.image()).toEqual(known.image());
      }),
    );
  });

  it('are taken up as far as there is room', () => {
    const ids = Array.from({ length: 5 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);
    const small = new RecentIds(2);
    small.restore(remembering(ids).image(), ids.length);
    expect(ids.map((one) => small.find(one))).toEqual([undefined, undefined, undefined, 3, 4]);
    expect(small.image()).toHaveLength(2 * WORDS_OF_ID);
  });
});
