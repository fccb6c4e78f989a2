import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { rulesOf } from '../../../test/support/sample-rules';
import { milestonesDueOf } from './milestones-due/milestones-due-of';
import { missMilestone } from './miss-milestone/miss-milestone';
import { nameSeller } from './name-seller/name-seller';
import { reachMilestone } from './reach-milestone/reach-milestone';
import { sale } from './sale';
import type { SaleEvent } from './sale.events';

type Stored<T extends SaleEvent['type']> = Extract<SaleEvent, { type: T }>;
const stored = <T extends SaleEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `fixtures/${type}.v1.json`), 'utf8'));

const day = isoDate;
const plain = stored('SaleBooked');
const due = { milestone: 'installed', dueOn: day('2026-07-08') };
const booked: SaleEvent = {
  ...plain,
  data: { ...plain.data, bookedOn: day('2026-03-10'), milestonesDue: [due] },
};
const given = (...events: SaleEvent[]) => fold(sale, events);
const reversed = stored('SaleReversed');

describe('A milestone of a sale', () => {
  const reached = { milestone: 'installed', reachedOn: day('2026-07-01') };
  const done: SaleEvent = { type: 'MilestoneReached', data: reached };

  it('is reached once, not before the booking', () => {
    expect(reachMilestone(given(booked), reached)).toEqual(accepted(done));
    expect(reachMilestone(given(booked, done), reached)).toEqual(accepted());
    const other = { ...reached, reachedOn: day('2026-07-02') };
    expect(reachMilestone(given(booked, done), other)).toEqual(
      rejected('milestone-known', '"installed" was reached on 2026-07-01'),
    );
    expect(reachMilestone(given(booked), { ...reached, reachedOn: day('2026-03-09') })).toEqual(
      rejected('before-booking', 'Booked on 2026-03-10', 'occurredOn'),
    );
    expect(reachMilestone(given(), reached)).toEqual(rejected('sale-unknown', 'No such sale'));
    expect(reachMilestone(given(booked, reversed), reached)).toEqual(
      rejected('sale-reversed', 'The sale was reversed'),
    );
  });

  it('is missed on the day after its last one, once, and not where it was reached in time', () => {
    const missed: SaleEvent = { type: 'MilestoneMissed', data: due };
    const on = (date: string, ...events: SaleEvent[]) =>
      missMilestone(given(booked, ...events), { milestone: 'installed', on: day(date) });
    expect(on('2026-07-08')).toEqual(
      rejected('milestone-not-due', '"installed" may be reached until 2026-07-08'),
    );
    expect(on('2026-07-09')).toEqual(accepted(missed));
    expect(on('2026-07-09', missed)).toEqual(accepted());
    expect(on('2026-07-09', done)).toEqual(accepted());
    const late: SaleEvent = { ...done, data: { ...reached, reachedOn: day('2026-07-09') } };
    expect(on('2026-07-09', late)).toEqual(accepted(missed));
    expect(missMilestone(given(plain), { milestone: 'installed', on: day('2026-07-09') })).toEqual(
      rejected('milestone-not-due', 'Nothing wants "installed" by a day'),
    );
  });

  it('is due where the program gives a deadline: 120 days after the booking (Coeo)', () => {
    expect(milestonesDueOf(rulesOf('coeo'), day('2024-03-01'))).toEqual([
      { milestone: 'installed', dueOn: '2024-06-29' },
    ]);
    expect(milestonesDueOf(rulesOf('gitlab'), day('2024-03-01'))).toEqual([]);
  });
});

describe('The seller of a sale', () => {
  const kim = { partnerId: 'fjord', personId: 'p-1' };
  const named: SaleEvent = { type: 'SellerNamed', data: kim };

  it('is one person of each partner, the one named last', () => {
    expect(nameSeller(given(booked), kim)).toEqual(accepted(named));
    expect(nameSeller(given(booked, named), kim)).toEqual(accepted());
    const other = { ...kim, personId: 'p-2' };
    expect(nameSeller(given(booked, named), other)).toEqual(
      accepted({ type: 'SellerNamed', data: other }),
    );
    const rival: SaleEvent = { type: 'SellerNamed', data: { ...kim, partnerId: 'rival' } };
    expect(given(booked, named, rival, { type: 'SellerNamed', data: other })).toMatchObject({
      sellers: [{ partnerId: 'rival' }, other],
    });
  });

  it('is of a booking that stands', () => {
    expect(nameSeller(given(), kim)).toEqual(rejected('sale-unknown', 'No such sale'));
    expect(nameSeller(given(booked, reversed), kim)).toEqual(
      rejected('sale-reversed', 'The sale was reversed'),
    );
  });
});
