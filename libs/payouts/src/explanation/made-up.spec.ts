import * as fc from 'fast-check';
import { isoDate, logPosition, type Recorded } from '@accord/kernel';
import { account } from '../account/account';
import { cut, earning } from '../spec-support/statement-runs';
import { pagesOf } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { foldStatement, type StatementRow } from '../statement-list/statement-row';
import { namedEvent, requireMadeUp } from './made-up';

const source = {
  eventId: 'e-7',
  stream: 'sale-s',
  revision: 0,
  position: '700',
  type: 'SaleBooked',
};
const stored: Recorded = {
  id: 'e-7',
  type: 'SaleBooked',
  data: {},
  stream: 'sale-s',
  revision: 0,
  position: logPosition(700n),
  recordedAt: '2026-06-15T10:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'c',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'crm', role: 'sales-system' },
    occurredOn: isoDate('2026-06-15'),
  },
};

/** A statement of these sums in dollars as it was issued. */
function issued(dollars: readonly number[]) {
  const facts = dollars.map((one, i) => earning(`line ${i}`, one));
  const scope = { book: 'gitlab', currency: 'USD', terms: USUAL_TERMS };
  const pages = pagesOf(
    draftLines(facts, account.initial, cut('2026-06-15')),
    account.initial,
    scope,
  );
  const row = pages.reduce<StatementRow | undefined>(
    (so, page, i) =>
      foldStatement(so, {
        ...stored,
        type: 'StatementIssued',
        data: {
          accountId: 'gitlabinc.fjord.USD',
          partnerId: 'fjord',
          book: 'gitlab',
          currency: 'USD',
          statementId: 'q1.fjord',
          payoutId: 'q1',
          quarter: 'FY2027-Q1',
          issuedOn: isoDate('2026-06-15'),
          position: '1000',
          root: 'r',
          page: i + 1,
          pages: pages.length,
          ...page,
        },
      }),
    undefined,
  );
  if (!row) throw new Error('no statement');
  const lines = pages.flatMap((page) => page.lines);
  return { row, lines, postings: pages.flatMap((page) => page.postings) };
}

describe('What explains a statement', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 250 });

  it('makes up what was issued, line by line', () => {
    fc.assert(
      fc.property(amounts, (dollars) => {
        const { row, lines, postings } = issued(dollars);
        expect(() => requireMadeUp(row, lines, postings)).not.toThrow();
      }),
      { numRuns: 40 },
    );
  });

  it('is refused when any line is missing or of another amount, or anything else was booked', () => {
    fc.assert(
      fc.property(amounts, fc.nat(), fc.integer({ min: 1, max: 999 }), (dollars, at, cents) => {
        const { row, lines, postings } = issued(dollars);
        const i = at % lines.length;
        const line = lines[i];
        if (!line) throw new Error('no line');
        const minor = String(BigInt(line.amount.minor) + BigInt(cents));
        const changed = { ...line, amount: { ...line.amount, minor } };
        const told =
          (some: typeof lines, moves = postings) =>
          () =>
            requireMadeUp(row, some, moves);
        expect(told(lines.toSpliced(i, 1))).toThrow('does not add up');
        expect(told(lines.with(i, changed))).toThrow('does not add up');
        expect(told(lines, postings.slice(0, -1))).toThrow('payable');
        // The sum is right, the parts are not.
        const other = lines.with(i, { ...line, posted: { ...line.posted, minor: '1' } });
        expect(told(other)).toThrow(`line "${line.lineId}"`);
      }),
      { numRuns: 40 },
    );
  });

  it('rests on events that the log holds as they are named, and on no others', () => {
    expect(namedEvent(source, stored)).toBe(stored);
    const wrong = [
      undefined,
      { ...stored, id: 'e-8' },
      { ...stored, type: 'SaleReversed' },
      { ...stored, position: logPosition(701n) },
    ];
    for (const one of wrong) {
      expect(() => namedEvent(source, one)).toThrow(
        'The log does not hold event e-7 at 0 of "sale-s"',
      );
    }
  });
});
