import {
  currency,
  fiscalQuarter,
  fold,
  isoDate,
  type Decision,
  type DomainEvent,
} from '@accord/kernel';
import { account } from './account/account';
import { approvePayout, rejectPayout } from './decide-payout/decide-payout';
import { completePayout, issueStatement } from './issue-payout/issue-payout';
import { payout, type Payout } from './payout/payout';
import type { PayoutEvent } from './payout/payout.events';
import { isDrafted, proposePayout } from './propose-payout/propose-payout';
import type { Draft } from './statement/draft';

const eventsOf = <E extends DomainEvent>(decision: Decision<E>): readonly E[] => {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
  return decision.events;
};
const codesOf = (decision: Decision<DomainEvent>): string[] =>
  decision.kind === 'rejected' ? decision.rejections.map(({ code }) => code) : [];

const draft = (partnerId: string, accountRevision = -1): Draft => ({
  accountId: `gitlabinc.${partnerId}.USD`,
  partnerId,
  accountRevision,
  pages: [{ lines: [], postings: [] }],
});
const drafted = (proposalId: string, ...drafts: Draft[]): PayoutEvent[] =>
  drafts.map(({ pages: [page], ...of }) => ({
    type: 'StatementDrafted',
    data: { ...of, lines: [], postings: [], ...page, proposalId, page: 1, pages: 1 },
  }));

const command = {
  payoutId: 'gitlab.FY2027-Q1.quarterly',
  book: 'gitlab',
  quarter: fiscalQuarter('FY2027-Q1'),
  kind: 'quarterly',
  payOn: isoDate('2026-06-15'),
};
const person = (principal: string, onBehalfOf: string | null = null) => ({ principal, onBehalfOf });
const facts = (proposedBy = person('fiona')) => ({
  proposalId: 'p1',
  entity: 'gitlabinc',
  currency: currency('USD'),
  position: '900',
  proposedBy,
});
const drafts = [draft('eastgate'), draft('fjord')];

function proposed(by = person('fiona')): { state: Payout; root: string; events: PayoutEvent[] } {
  const events = [...drafted('p1', ...drafts)];
  events.push(...eventsOf(proposePayout(fold(payout, events), command, facts(by), drafts)));
  const state = fold(payout, events);
  if (state.status !== 'proposed') throw new Error(state.status);
  return { state, root: state.proposal.root, events };
}

describe('A payout run', () => {
  it('counts only the drafts of its own proposal', () => {
    const state = fold(payout, [...drafted('p0', draft('other')), ...drafted('p1', ...drafts)]);
    expect(isDrafted(state, 'p1', drafts)).toBe(true);
    expect(isDrafted(state, 'p0', [draft('other')])).toBe(false);
    expect(isDrafted(state, 'p1', [draft('eastgate', 3), draft('fjord')])).toBe(false);
  });

  it('is approved by somebody else, under the root that was reviewed', () => {
    const { state, root } = proposed();
    expect(codesOf(approvePayout(state, { root, by: person('fiona') }))).toEqual(['same-person']);
    const other = 'f'.repeat(64);
    expect(codesOf(approvePayout(state, { root: other, by: person('carl') }))).toEqual([
      'root-mismatch',
    ]);
    expect(eventsOf(approvePayout(state, { root, by: person('carl') }))).toMatchObject([
      { type: 'PayoutApproved', data: { root, approvedBy: { principal: 'carl' } } },
    ]);
  });

  it.each([
    [person('fiona'), person('robot', 'fiona')],
    [person('robot', 'fiona'), person('fiona')],
    [person('robot', 'carl'), person('other-robot', 'carl')],
  ])('is not approved by %j for %j', (maker, checker) => {
    const { state, root } = proposed(maker);
    expect(codesOf(approvePayout(state, { root, by: checker }))).toEqual(['same-person']);
  });

  it('is open again after a rejection, and has one run only', () => {
    const { state, root, events } = proposed();
    expect(codesOf(proposePayout(state, command, facts(), drafts))).toEqual(['payout-not-open']);
    const refused = eventsOf(rejectPayout(state, { root, by: person('carl'), why: 'typo' }));
    const after = fold(payout, [...events, ...refused]);
    expect(codesOf(approvePayout(after, { root, by: person('carl') }))).toEqual([
      'payout-not-proposed',
    ]);
    const again = drafted('p2', draft('fjord', 4));
    const second = fold(payout, [...events, ...refused, ...again]);
    expect(isDrafted(second, 'p2', [draft('fjord', 4)])).toBe(true);
  });

  it('is issued once into each account, and says who was left out', () => {
    const { state, root, events } = proposed();
    events.push(...eventsOf(approvePayout(state, { root, by: person('carl') })));
    const approved = fold(payout, events);
    if (approved.status !== 'approved') throw new Error(approved.status);
    const on = isoDate('2026-06-15');
    const statement = eventsOf(issueStatement(account.initial, approved, draft('fjord'), on));
    expect(statement).toMatchObject([
      { data: { statementId: 'gitlab.FY2027-Q1.quarterly.fjord', position: '900', root } },
    ]);
    const paid = fold(account, statement);
    expect(codesOf(issueStatement(paid, approved, draft('fjord'), on))).toEqual([
      'statement-issued',
    ]);
    const outcomes = [
      { accountId: 'gitlabinc.fjord.USD', statementId: 's' },
      { accountId: 'gitlabinc.eastgate.USD', reason: 'The account moved' },
    ];
    const issued = eventsOf(completePayout(approved, outcomes, on));
    expect(issued).toMatchObject([{ data: { issued: [outcomes[0]], leftOut: [outcomes[1]] } }]);
    const done = fold(payout, [...events, ...issued]);
    expect(eventsOf(completePayout(done, [], on))).toEqual([]);
  });

  it('is not issued before it is approved', () => {
    const { state } = proposed();
    expect(codesOf(completePayout(state, [], isoDate('2026-06-15')))).toEqual([
      'payout-not-approved',
    ]);
  });
});
