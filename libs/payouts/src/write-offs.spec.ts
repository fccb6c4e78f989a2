import { currency, isoDate, money, type Decision } from '@accord/kernel';
import { account, type Account } from './account/account';
import { NOTHING_OWED } from './account/account-balances';
import type { AccountEvent } from './account/account.events';
import { decideWriteOff } from './decide-write-off/decide-write-off';
import { proposeWriteOff } from './propose-write-off/propose-write-off';
import { paidOut } from './spec-support/paid-out';
import { claimed, cut, earning, issue } from './spec-support/statement-runs';
import { draftLines } from './statement/draft-lines';
import { USUAL_TERMS } from './statement/payout-terms';

const today = isoDate('2026-09-01');
const person = (principal: string, onBehalfOf: string | null = null) => ({ principal, onBehalfOf });
const propose = (state: Account, dollars: number, writeOffId = 'w1') =>
  proposeWriteOff(state, {
    writeOffId,
    book: 'gitlab',
    amount: money(BigInt(dollars) * 100n, currency('USD')),
    proposedOn: today,
    proposedBy: person('fiona'),
  });
const decide = (state: Account, effect: 'approve' | 'reject', by = person('carl')) =>
  decideWriteOff(state, { writeOffId: 'w1', effect, today, by });
const codeOf = (decision: Decision<AccountEvent>) =>
  decision.kind === 'rejected' ? decision.rejections[0]?.code : 'accepted';
function after(state: Account, decision: Decision<AccountEvent>): Account {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.message);
  return decision.events.reduce(account.evolve, state);
}

describe('What a partner owes', () => {
  const run = (state: Account, dollars: number, name: string) =>
    issue(state, draftLines([earning('a', dollars)], state, cut('2026-06-15')), name);
  // 1,080 were paid, 380 are right: 700 are owed.
  const owing = run(paidOut(run(account.initial, 1_080, 'q1')), 380, 'q2');
  const proposed = after(owing, propose(owing, 500));

  it('stays owed while giving it up is only proposed, or is rejected', () => {
    expect(proposed.balances).toEqual({ ...NOTHING_OWED, paid: 108_000n, receivable: 70_000n });
    const rejected = after(proposed, decide(proposed, 'reject'));
    expect(rejected.balances.receivable).toBe(70_000n);
    expect(codeOf(decide(rejected, 'approve'))).toBe('write-off-not-pending');
  });

  it('is given up once somebody else agrees: 500 of 700 go to 6600, 200 stay owed', () => {
    const decision = decide(proposed, 'approve');
    expect(after(proposed, decision).balances.receivable).toBe(20_000n);
    expect(decision).toMatchObject({
      events: [
        {
          type: 'WriteOffApproved',
          data: {
            postings: [
              {
                rule: 'R9',
                lines: [
                  { account: '6600', side: 'debit', amount: { minor: '50000' } },
                  { account: '1100', side: 'credit', amount: { minor: '50000' } },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['fiona', null],
    ['carl', 'fiona'],
  ])('is not given up by %j for %j, who proposed it', (principal, onBehalfOf) => {
    expect(codeOf(decide(proposed, 'approve', person(principal, onBehalfOf)))).toBe('same-person');
    expect(codeOf(decide(proposed, 'reject', person(principal, onBehalfOf)))).toBe('same-person');
  });

  it('is given up once, and no more than is owed by then', () => {
    expect(codeOf(propose(owing, 701))).toBe('more-than-owed');
    expect(codeOf(propose(owing, 0))).toBe('nothing-to-write-off');
    expect(codeOf(propose(proposed, 100, 'w2'))).toBe('write-off-pending');
    expect(codeOf(propose(account.initial, 1))).toBe('account-unknown');
    const given = after(proposed, decide(proposed, 'approve'));
    expect(codeOf(decide(given, 'approve'))).toBe('write-off-not-pending');
    const offset = run(proposed, 680, 'q3');
    expect(offset.balances.receivable).toBe(40_000n);
    expect(codeOf(decide(offset, 'approve'))).toBe('more-than-owed');
  });

  it('leaves out a statement that was drafted before it was given up', () => {
    const { revision } = proposed;
    expect(proposed.movedAt).toBeLessThanOrEqual(revision);
    const given = after(proposed, decide(proposed, 'approve'));
    expect(given.movedAt).toBeGreaterThan(revision);
  });
});

describe('A claim of which tax was kept back, taken back after it was paid', () => {
  const terms = {
    ...USUAL_TERMS,
    withholding: { rate: '15%', legalBasis: 'EStG 50a', rounding: 'half-up' as const },
  };
  const run = (state: Account, name: string) =>
    issue(state, draftLines([], state, cut('2026-06-15')), name, terms);
  // 1,000 were claimed: 850 paid, 150 kept back. The fund wants all of it back.
  const back = claimed(paidOut(run(claimed(account.initial, 1_000), 'q1')), 0);

  it('is given up only once its statement has given the tax back: no tax is paid for what is given up', () => {
    expect(back.balances).toMatchObject({ receivable: 100_000n, withheld: 15_000n });
    expect(codeOf(propose(back, 1_000))).toBe('correction-not-stated');
    const stated = run(back, 'q2');
    expect(stated.balances).toMatchObject({ receivable: 85_000n, withheld: 0n });
    const proposed = after(stated, propose(stated, 850));
    const given = after(proposed, decide(proposed, 'approve'));
    expect(run(given, 'q3').balances).toEqual({ ...NOTHING_OWED, paid: 85_000n });
  });

  it('is not given up either where it was taken back after that was proposed', () => {
    const paid = paidOut(run(claimed(account.initial, 1_000), 'q1'));
    const less = run(claimed(paid, 600), 'q2');
    const proposed = after(less, propose(less, 340));
    expect(codeOf(decide(claimed(proposed, 0), 'approve'))).toBe('accepted');
    // 340 are owed of before, 600 since: of these nothing.
    const more = after(claimed(less, 0), propose(claimed(less, 0), 340));
    expect(codeOf(decide(more, 'approve'))).toBe('accepted');
    expect(codeOf(propose(claimed(less, 0), 341))).toBe('correction-not-stated');
  });
});
