import { canonicalJson, currency, isoDate, logPosition, sha256Hex } from '@accord/kernel';
import { account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import { amounts, claimed, cut, earning, issue, usd } from './spec-support/statement-runs';
import { paidOut } from './spec-support/paid-out';
import { draftHash, pagesOf, rootHash, type Draft } from './statement/draft';
import { draftLines } from './statement/draft-lines';
import { lineBody, lineBodyFor } from './statement/line.response';
import { USUAL_TERMS } from './statement/payout-terms';
import { statementPostings } from './statement/statement-postings';

describe('A statement', () => {
  const first = [earning('a', 1_000), earning('b', 2_500), earning('c', 2_250)];

  it('pays 1,000 + 2,500 + 2,250 = 5,750 and leaves 5,750 payable', () => {
    const lines = draftLines(first, account.initial, cut('2026-06-15'));
    expect(amounts(lines)).toEqual([
      ['a', 'payable', 1_000n],
      ['b', 'payable', 2_500n],
      ['c', 'payable', 2_250n],
    ]);
    for (const line of lines) expect(line).not.toHaveProperty('aside');
    const after = issue(account.initial, lines, 'q1');
    expect(after.balances).toEqual({ ...NOTHING_OWED, payable: 575_000n });
  });

  it('says of a line whom it pays, by which exception, stage and limits, and what it waits for', () => {
    const exception = { fundedBy: 'ecosystem', decidedOn: isoDate('2026-03-01'), from: 'Too late' };
    const shared = { per: 'year', among: 'everybody', on: 'payout' } as const;
    const line = earning('a', 300, {
      personId: 'p-7',
      awaits: 'One of the tax forms W-9',
      stage: { milestone: 'install', share: '50%', of: usd(600) },
      exception,
      limits: [{ ...shared, limit: usd(8_000), before: usd(7_700), used: usd(300), left: usd(0) }],
    });
    const lines = draftLines([line], account.initial, cut('2026-06-15'));
    const told = {
      personId: 'p-7',
      awaits: 'One of the tax forms W-9',
      stage: { milestone: 'install', share: '50%', of: '600.00' },
      exception,
    };
    const use = { ...shared, limit: '8000.00', used: '300.00', reached: true };
    expect(lines.map(lineBody)).toMatchObject([
      { ...told, limits: [{ ...use, before: '7700.00', left: '0.00' }] },
    ]);
    expect(lines.map(lineBodyFor({ partnerId: 'fjord' }))).toMatchObject([
      { ...told, limits: [{ ...use, before: null, left: null }] },
    ]);
  });

  it('says nothing more when nothing has changed', () => {
    const after = issue(
      account.initial,
      draftLines(first, account.initial, cut('2026-06-15')),
      'q1',
    );
    expect(draftLines(first, after, cut('2026-09-14'))).toEqual([]);
  });

  it('shows what is earned and not due, and what earns nothing with its reason', () => {
    const lines = draftLines(
      [
        earning('due', 12_000),
        earning('late', 6_000, { dueOn: isoDate('2026-06-18') }),
        earning('unpaid', 8_400, { dueOn: null }),
        earning('zero', 0),
      ],
      account.initial,
      cut('2026-06-15'),
    );
    expect(amounts(lines)).toEqual([
      ['due', 'payable', 12_000n],
      ['late', 'not-yet-due', 0n],
      ['unpaid', 'not-yet-due', 0n],
      ['zero', 'zero', 0n],
    ]);
    const after = issue(account.initial, lines, 'q1');
    expect(after.balances.payable).toBe(1_200_000n);
    const next = draftLines(
      [earning('due', 12_000), earning('late', 6_000, { dueOn: isoDate('2026-06-18') })],
      after,
      cut('2026-09-14'),
    );
    // What waited for a payment and is not given by the facts any more waits no longer.
    expect(amounts(next)).toEqual([['late', 'payable', 6_000n]]);
  });

  it('takes back by target what late facts make less, and names what it corrects', () => {
    const after = issue(
      account.initial,
      draftLines(first, account.initial, cut('2026-06-15')),
      'q1',
    );
    const lines = draftLines(
      [earning('a', 0), earning('b', 2_500), earning('c', 2_000)],
      after,
      cut('2026-09-14'),
    );
    expect(lines).toMatchObject([
      {
        lineId: 'a',
        posted: usd(1_000),
        target: usd(0),
        amount: usd(-1_000),
        corrects: 'q1.fjord',
      },
      {
        lineId: 'c',
        posted: usd(2_250),
        target: usd(2_000),
        amount: usd(-250),
        corrects: 'q1.fjord',
      },
    ]);
    expect(issue(after, lines, 'q2').balances).toEqual({ ...NOTHING_OWED, payable: 450_000n });
  });

  it('takes back a line that the facts do not give any more', () => {
    const after = issue(
      account.initial,
      draftLines(first, account.initial, cut('2026-06-15')),
      'q1',
    );
    const lines = draftLines(first.slice(1), after, cut('2026-09-14'));
    expect(amounts(lines)).toEqual([['a', 'zero', -1_000n]]);
  });

  it('pays an approved claim of 3,000 once and takes 800 of it back', () => {
    let state = claimed(account.initial, 3_000);
    expect(state.balances).toEqual({ ...NOTHING_OWED, earned: 300_000n });
    state = issue(state, draftLines([], state, cut('2026-06-15')), 'q1');
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 300_000n });

    state = claimed(state, 2_200);
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 300_000n, receivable: 80_000n });
    expect(claimed(state, 2_200)).toBe(state);
    const lines = draftLines([], state, cut('2026-09-14'));
    expect(amounts(lines)).toEqual([['mdf:fund:c1', 'payable', -800n]]);
    expect(issue(state, lines, 'q2').balances).toEqual({ ...NOTHING_OWED, payable: 220_000n });
  });

  it('takes a paid claim back twice between two statements: 3,000 less 800 less 500 leave 1,300 owed', () => {
    const claims = claimed(account.initial, 3_000);
    let state = issue(claims, draftLines([], claims, cut('2026-06-15')), 'q1');
    state = claimed(claimed(state, 2_200), 1_700);
    expect(state.balances).toEqual({ ...NOTHING_OWED, payable: 300_000n, receivable: 130_000n });
  });

  it('books nothing of a rebate of nothing', () => {
    expect(claimed(account.initial, 0, '4900')).toBe(account.initial);
  });

  it('owes a rebate of a co-op fund back that was paid, to the cent, and books that once', () => {
    const earned = claimed(account.initial, 9_999.99, '4900');
    const lines = draftLines([], earned, cut('2026-06-15'));
    const paid = paidOut(issue(earned, lines, 'q1'));
    const back = claimed(paid, 0, '4900');
    expect(back.balances).toEqual({ ...NOTHING_OWED, paid: 999_999n, receivable: 999_999n });
    expect(claimed(back, 0, '4900')).toBe(back);
    const next = draftLines([], back, cut('2026-09-14'));
    expect(next).toMatchObject([{ amount: { minor: '-999999' }, corrects: 'q1.fjord' }]);
    expect(issue(back, next, 'q2').balances).toEqual(back.balances);
  });

  it('takes a claim back before it was on a statement without owing anything', () => {
    const state = claimed(claimed(account.initial, 3_000), 2_200);
    expect(state.balances).toEqual({ ...NOTHING_OWED, earned: 220_000n });
    expect(amounts(draftLines([], state, cut('2026-06-15')))).toEqual([
      ['mdf:fund:c1', 'payable', 2_200n],
    ]);
  });

  it('leaves a claim that was approved after the close to the next run', () => {
    const state = claimed(account.initial, 3_000);
    const closedAt = (position: bigint) =>
      draftLines([], state, { ...cut('2026-06-15'), position: logPosition(position) });
    expect(closedAt(499n)).toEqual([]);
    expect(amounts(closedAt(500n))).toEqual([['mdf:fund:c1', 'payable', 3_000n]]);
  });

  it('says nothing of what belongs to another book', () => {
    const state = claimed(account.initial, 3_000);
    const issued = issue(state, draftLines(first, state, cut('2026-06-15')), 'q1');
    const ofCirrus = { ...cut('2026-09-14'), book: 'cirrus' };
    expect(draftLines([], state, ofCirrus)).toEqual([]);
    expect(draftLines([], issued, ofCirrus)).toEqual([]);
  });

  it('of several pages brings in once what was carried forward', () => {
    const terms = { minimum: usd(50), setOff: true };
    const small = earning('a', 20);
    const june = cut('2026-06-15');
    const state = issue(account.initial, draftLines([small], account.initial, june), 'q1', terms);
    const many = Array.from({ length: 201 }, (_, i) => earning(`b${i}`, 1));
    const lines = draftLines([small, ...many], state, june);
    expect(pagesOf(lines, state, { book: 'gitlab', currency: 'USD', terms })).toHaveLength(2);
    expect(issue(state, lines, 'q2', terms).balances).toEqual({
      ...NOTHING_OWED,
      payable: 22_100n,
    });
  });

  it('takes what is too much from what was released, then from what is held', () => {
    const [line] = draftLines([earning('a', 150)], account.initial, cut('2026-06-15'));
    if (!line) throw new Error('no line');
    const aside = { hold: null, held: usd(0), heldBefore: usd(300), released: usd(100) };
    const balances = { ...NOTHING_OWED, approved: 10_000n, held: 30_000n };
    const postings = statementPostings(
      [{ ...line, aside }],
      { balances, apart: 0n, isUnpaid: () => false },
      currency('USD'),
      USUAL_TERMS,
      false,
    );
    const moved = postings.flatMap(({ rule, lines }) =>
      lines.map(({ account: code, side, amount }) => `${rule} ${side} ${code} ${amount.minor}`),
    );
    expect(moved).toEqual([
      'R4 debit 2125 15000',
      'R4 credit 2120 15000',
      'R5 debit 2120 15000',
      'R5 credit 2130 15000',
      'R7a debit 2120 10000',
      'R7a credit 4900 10000',
      'R7a debit 2125 15000',
      'R7a credit 4900 15000',
    ]);
  });

  it('draws on what was accrued for what it newly owes, by expense', () => {
    const lines = draftLines([earning('a', 10)], account.initial, cut('2026-06-15'));
    const scope = { book: 'gitlab', currency: 'USD', terms: USUAL_TERMS, isAccrued: true };
    const [page] = pagesOf(lines, account.initial, scope);
    expect(page?.drawn).toEqual([{ expense: '4900', amount: usd(10) }]);
  });

  it('books what it says and nothing of zero', () => {
    const lines = draftLines([earning('a', 10)], account.initial, cut('2026-06-15'));
    const scope = { book: 'gitlab', currency: 'USD', terms: { minimum: usd(5), setOff: true } };
    const [page] = pagesOf(lines, account.initial, scope);
    expect(page?.postings.map(({ rule }) => rule)).toEqual(['R2', 'R3', 'R5']);
  });

  it('has another hash when one line changes, and so has the run', () => {
    const draft = (dollars: number): Draft => ({
      accountId: 'gitlabinc.fjord.USD',
      partnerId: 'fjord',
      accountRevision: -1,
      pages: pagesOf(
        draftLines([earning('a', dollars)], account.initial, cut('2026-06-15')),
        account.initial,
        { book: 'gitlab', currency: 'USD', terms: USUAL_TERMS },
      ),
    });
    const hashed = (dollars: number) => ({
      accountId: 'gitlabinc.fjord.USD',
      hash: draftHash(draft(dollars)),
    });
    const root = (dollars: number): string => rootHash(cut('2026-06-15'), [hashed(dollars)]);
    expect(draftHash(draft(1_000))).toBe(draftHash(draft(1_000)));
    expect(draftHash(draft(1_000))).not.toBe(draftHash(draft(1_001)));
    expect(root(1_000)).not.toBe(root(1_001));
    expect(root(1_000)).not.toBe(rootHash(cut('2026-06-16'), [hashed(1_000)]));
    const [a, b] = [hashed(1_000), { ...hashed(1_000), accountId: 'gitlabinc.alpha.USD' }];
    expect(rootHash(cut('2026-06-15'), [a, b])).toBe(rootHash(cut('2026-06-15'), [b, a]));
    const position = '1000';
    const inOrder = { position, payOn: '2026-06-15', drafts: [b, a] };
    expect(rootHash(cut('2026-06-15'), [a, b])).toBe(sha256Hex(canonicalJson(inOrder)));
  });
});
