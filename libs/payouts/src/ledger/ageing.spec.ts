import fc from 'fast-check';
import { isoDate, plusDays } from '@accord/kernel';
import { ageing, type Movement } from './ageing';

const day = isoDate('2026-07-01');
const at = (daysAgo: number, added: bigint, taken = 0n): Movement => ({
  on: plusDays(day, -daysAgo),
  added,
  taken,
});

describe('Ageing', () => {
  it('puts what is open where its day belongs, on each side of 30, 60 and 90 days', () => {
    const open = [0, 30, 31, 60, 61, 90, 91].map((age, i) => at(age, 10n ** BigInt(i)));
    expect(ageing(open, day)).toEqual({
      upTo30: 11n,
      upTo60: 1_100n,
      upTo90: 110_000n,
      over90: 1_000_000n,
      oldest: '2026-04-01',
    });
  });

  it('takes from the oldest part first, whenever it was taken', () => {
    const movements = [at(100, 500n), at(40, 300n), at(5, 0n, 600n)];
    expect(ageing(movements, day)).toMatchObject({ over90: 0n, upTo60: 200n, upTo30: 0n });
  });

  it('tells what was taken too much, since it was: 3,000 came, 3,000 were owed, 500 of them not', () => {
    const refunded = [at(95, 3_000n), at(70, 0n, 3_000n), at(35, 0n, 500n)];
    expect(ageing(refunded, day)).toEqual({
      upTo30: 0n,
      upTo60: -500n,
      upTo90: 0n,
      over90: 0n,
      oldest: plusDays(day, -35),
    });
    // The next claim makes up for a part of it.
    expect(ageing([...refunded, at(2, 200n)], day)).toMatchObject({ upTo60: -300n });
  });

  it('has nothing to say of an account where nothing is open', () => {
    expect(ageing([], day)).toBeUndefined();
    expect(ageing([at(3, 5n), at(2, 0n, 5n)], day)).toBeUndefined();
  });

  it('adds up to what was added less what was taken', () => {
    const movement = fc.tuple(fc.nat(200), fc.bigInt(0n, 1_000n));
    fc.assert(
      fc.property(fc.array(movement), fc.nat(200), (parts, percent) => {
        const added = parts.reduce((sum, [, minor]) => sum + minor, 0n);
        const taken = (added * BigInt(percent)) / 100n;
        const movements = [...parts.map(([age, minor]) => at(age, minor)), at(0, 0n, taken)];
        const open = ageing(movements, day);
        const { upTo30 = 0n, upTo60 = 0n, upTo90 = 0n, over90 = 0n } = open ?? {};
        expect(upTo30 + upTo60 + upTo90 + over90).toBe(added - taken);
      }),
    );
  });
});
