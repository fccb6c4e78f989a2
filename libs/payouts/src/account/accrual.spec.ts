import { isoDate } from '@accord/kernel';
import { usd } from '../spec-support/statement-runs';
import { accrualOf, afterEstimate, afterPage, type Accruals } from './accrual';

const BOOK = 'gitlab';
const NOTHING = { '4900': 0n, '6100': 0n, '6300': 0n, '1300': 0n };
const of = { estimatedOn: isoDate('2026-05-31'), parts: [] };
const estimated: Accruals = afterEstimate(new Map(), BOOK, {
  ...of,
  method: 'earned-to-date',
  estimateId: 'gitlab.2026-05-31.1',
  position: '900',
  targets: [{ expense: '4900', before: usd(0), target: usd(100) }],
});

describe('What is accrued for a book', () => {
  it('is what the last estimate says, which no statement has followed yet', () => {
    const open = { ...NOTHING, '4900': 10_000n };
    expect(accrualOf(estimated, BOOK)).toEqual({ open, position: 900n, isSettled: false });
  });

  it('is settled once the last page of a statement is there, and not before', () => {
    const drawn = [{ expense: '4900', amount: usd(30) }] as const;
    const first = afterPage(estimated, BOOK, { drawn, isLast: false });
    expect(accrualOf(first, BOOK)).toMatchObject({ open: { '4900': 7_000n }, isSettled: false });
    const last = afterPage(first, BOOK, { isLast: true });
    expect(accrualOf(last, BOOK)).toMatchObject({ open: { '4900': 7_000n }, isSettled: true });
    const next = afterPage(last, BOOK, { drawn, isLast: false });
    expect(accrualOf(next, BOOK)).toMatchObject({ open: { '4900': 4_000n }, isSettled: true });
  });

  it('is brought to what a statement says without being another estimate', () => {
    const settled = afterPage(estimated, BOOK, { isLast: true });
    const stated = afterEstimate(settled, BOOK, {
      ...of,
      method: 'as-stated',
      statementId: 'q1.fjord',
      page: 1,
      position: '950',
      targets: [{ expense: '4900', before: usd(100), target: usd(120) }],
    });
    const open = { ...NOTHING, '4900': 12_000n };
    expect(accrualOf(stated, BOOK)).toEqual({ open, position: 900n, isSettled: true });
  });

  it('is nothing where nothing was ever estimated, whatever statements say', () => {
    const drawn = [{ expense: '4900', amount: usd(30) }] as const;
    expect(afterPage(new Map(), BOOK, { drawn, isLast: true })).toEqual(new Map());
  });
});
