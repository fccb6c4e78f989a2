import * as fc from 'fast-check';
import { readJournal, reconcileGl } from './reconcile-gl';
import { isReconciled, textOf, totalsOf } from './report';

const HEADER =
  'External ID,Batch,Date,Subsidiary,Currency,Account,Account Name,Debit,Credit,Entity,Memo';
const OURS = [
  'accord-420,1,2026-06-15,gitlabinc,USD,4900,Rebates,2500.00,,fjord,R2 StatementIssued gitlab',
  'accord-420,1,2026-06-15,gitlabinc,USD,2110,Earned,,2500.00,fjord,R2 StatementIssued gitlab',
  'accord-420,1,2026-06-15,gitlabinc,USD,2110,Earned,2500.00,,fjord,R3 StatementIssued gitlab',
  'accord-420,1,2026-06-15,gitlabinc,USD,2120,Approved,,2500.00,fjord,R3 StatementIssued gitlab',
  'accord-433,2,2026-06-16,gitlabinc,USD,4910,MDF,3000.00,,granite,M6 FundClaimPosted gitlab',
  'accord-433,2,2026-06-16,gitlabinc,USD,2110,Earned,,3000.00,granite,M6 FundClaimPosted gitlab',
];
const csv = (lines: readonly string[]): string => `${[HEADER, ...lines].join('\n')}\n`;
const found = (theirs: readonly string[]) =>
  reconcileGl(readJournal(csv(OURS), 'ours'), readJournal(csv(theirs), 'theirs'));
const differing = (theirs: readonly string[]): unknown[] =>
  found(theirs)
    .filter(({ kind }) => kind !== 'matched')
    .map(({ kind, what, ledger, other, note }) => [kind, what, ledger, other, note]);

describe('The general ledger held to the journal', () => {
  it('matches line by line, in whatever order it comes back', () => {
    const findings = found(OURS.toReversed());
    expect(isReconciled(findings)).toBe(true);
    expect(totalsOf(findings)).toEqual([
      { kind: 'matched', currency: 'USD', count: 6, ledger: '16000.00', other: '16000.00' },
    ]);
  });

  it('finds a line that is missing, one that is twice, one that was changed, and one of its own', () => {
    const own = 'manual-7,9,2026-06-30,gitlabinc,USD,6200,Marketing,10.00,,fjord,by hand';
    const theirs = [...OURS.slice(1), OURS[1]!, own].map((line) =>
      line.replace('3000.00,,granite', '3000.01,,granite'),
    );
    expect(differing(theirs)).toEqual([
      ['only in ledger', 'accord-420 4900 debit fjord', '2500.00', null, null],
      ['only in other', 'accord-420 2110 credit fjord', null, '2500.00', 'stands there again'],
      ['amount differs', 'accord-433 4910 debit granite', '3000.00', '3000.01', null],
      ['only in other', 'manual-7 6200 debit fjord', null, '10.00', null],
    ]);
  });

  it('sees what leaves every balance as it is: both sides of an account gone, or on another day', () => {
    expect(
      differing(OURS.filter((line) => !line.includes(',2110,Earned,') || line.includes('M6'))),
    ).toEqual([
      ['only in ledger', 'accord-420 2110 credit fjord', '2500.00', null, null],
      ['only in ledger', 'accord-420 2110 debit fjord', '2500.00', null, null],
    ]);
    const late = OURS.map((line) => line.replace('2026-06-16', '2026-07-01'));
    expect(differing(late)).toEqual([
      ['date differs', 'accord-433 4910 debit granite', '3000.00', '3000.00', expect.any(String)],
      ['date differs', 'accord-433 2110 credit granite', '3000.00', '3000.00', expect.any(String)],
    ]);
  });

  it('tells it in words, with totals', () => {
    const text = textOf(found(OURS.slice(0, 5)), 'general ledger');
    expect(text).toBe(
      'only in ledger  accord-433 2110 credit granite  USD  3000.00 in the ledger\n' +
        'matched: 5, USD 13000.00 in the ledger, 13000.00 in the general ledger\n' +
        'only in ledger: 1, USD 3000.00 in the ledger, 0.00 in the general ledger\n',
    );
  });

  it('names every line that it cannot read, and a column that is not there', () => {
    const broken = [
      OURS[0]!.replace('2500.00,,', '"2,500.00",,'),
      OURS[1]!.replace(',USD,', ',DOLLAR,'),
      OURS[2]!.replace('2500.00,,', ',,'),
    ];
    expect(() => readJournal(csv(broken), 'gl.csv')).toThrow(
      /^gl\.csv line 2: .*\ngl\.csv line 3: .*\ngl\.csv line 4: .*$/,
    );
    expect(() => readJournal('Account,Debit\n1,2\n', 'gl.csv')).toThrow(
      'gl.csv has no column External ID, Currency, Credit, Entity',
    );
  });

  it('takes a name that was disarmed against formulas for the name', () => {
    const armed = OURS.map((line) => line.replace('granite', "'=cmd()"));
    const plain = OURS.map((line) => line.replace('granite', '=cmd()'));
    const read = (lines: readonly string[]) => readJournal(csv(lines), 'x');
    expect(isReconciled(reconcileGl(read(armed), read(plain)))).toBe(true);
  });

  it('reconciles exactly when nothing was changed, whatever was', () => {
    const line = fc.record({
      n: fc.integer({ min: 1, max: 3 }),
      account: fc.constantFrom('2110', '4900'),
      minor: fc.integer({ min: 1, max: 4 }),
      isDebit: fc.boolean(),
    });
    const text = ({
      n,
      account,
      minor,
      isDebit,
    }: {
      n: number;
      account: string;
      minor: number;
      isDebit: boolean;
    }): string =>
      `accord-${n},1,2026-06-15,e,USD,${account},x,${isDebit ? `0.0${minor},` : `,0.0${minor}`},fjord,m`;
    const lines = fc.array(line.map(text), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (ours, theirs) => {
        const findings = reconcileGl(readJournal(csv(ours), 'o'), readJournal(csv(theirs), 't'));
        const isSame = JSON.stringify(ours.toSorted()) === JSON.stringify(theirs.toSorted());
        expect(isReconciled(findings)).toBe(isSame);
        const both = findings.filter(({ ledger, other }) => ledger !== null && other !== null);
        expect(findings.length).toBe(ours.length + theirs.length - both.length);
      }),
    );
  });
});
