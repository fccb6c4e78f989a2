import { fiscalQuarter, fold, isoDate, type Decision, type DomainEvent } from '@accord/kernel';
import { account } from './account/account';
import { approvePayout, rejectPayout } from './decide-payout/decide-payout';
import {
  issuePage,
  recordOutcomes,
  requestIssue,
  type ApprovedPayout,
} from './issue-payout/issue-payout';
import { payout, type DraftsRequest, type Payout } from './payout/payout';
import type { PayoutEvent } from './payout/payout.events';
import { ProposalSum } from './propose-payout/proposal-sum';
import {
  draftedPages,
  nothingToPay,
  proposePayout,
  recordDrafts,
  refuseDrafts,
  requestDrafts,
} from './propose-payout/propose-payout';
import type { Draft } from './statement/draft';
import { USUAL_TERMS } from './statement/payout-terms';

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
const person = (principal: string, onBehalfOf: string | null = null) => ({ principal, onBehalfOf });
const request = (proposalId = 'p1', requestedBy = person('fiona')): DraftsRequest => ({
  proposalId,
  payoutId: 'gitlab.FY2027-Q1.quarterly',
  book: 'gitlab',
  quarter: fiscalQuarter('FY2027-Q1'),
  kind: 'quarterly',
  payOn: isoDate('2026-06-15'),
  entity: 'gitlabinc',
  currency: 'USD',
  position: '900',
  frozen: { lines: 2, orderedBy: 'payee' },
  terms: USUAL_TERMS,
  requestedBy,
});
const drafts = [draft('eastgate'), draft('fjord')];
const sumOf = (...some: Draft[]): ProposalSum => {
  const sum = new ProposalSum('USD');
  for (const one of some) sum.add(one);
  return sum;
};

/** A run, told by what is decided on it one after the other. */
class Told {
  readonly events: PayoutEvent[] = [];

  get state(): Payout {
    return fold(payout, this.events);
  }

  tell(decide: (state: Payout) => Decision<PayoutEvent>): this {
    this.events.push(...eventsOf(decide(this.state)));
    return this;
  }

  drafted(...some: Draft[]): this {
    const pages = some.flatMap((one) => draftedPages(one, 'p1'));
    return this.tell((state) => recordDrafts(state, 'p1', pages));
  }

  get root(): string {
    const { state } = this;
    if (!('proposal' in state)) throw new Error(state.status);
    return state.proposal.root;
  }
}

const requested = (by = person('fiona')): Told =>
  new Told().tell((state) => requestDrafts(state, request('p1', by)));
const proposed = (by = person('fiona')): Told =>
  requested(by)
    .drafted(...drafts)
    .tell((state) => proposePayout(state, 'p1', sumOf(...drafts)));
const approved = (): Told => {
  const run = proposed();
  return run.tell((state) => approvePayout(state, { root: run.root, by: person('carl') }));
};
const issuing = (on = isoDate('2026-06-15')): Told =>
  approved().tell((state) => requestIssue(state, person('fiona'), on));

/** What a statement is issued under. */
function approvedAs(payoutId: string): ApprovedPayout {
  const { state } = approved();
  if (!('proposal' in state)) throw new Error(state.status);
  return { proposal: { ...state.proposal, payoutId } };
}

describe('A payout run', () => {
  const page = { lines: [], postings: [] };

  it('has the root that its drafts always had', () => {
    expect(proposed().root).toBe(
      '1396eecb139e5417be50330a58603cc001be40950faf724d46b1bde89c8f6223',
    );
  });

  it('is drafted payee by payee, each once', () => {
    const run = requested().drafted(draft('eastgate'));
    const codes = (...some: Draft[]) =>
      codesOf(
        recordDrafts(
          run.state,
          'p1',
          some.flatMap((one) => draftedPages(one, 'p1')),
        ),
      );
    for (const early of ['eastgate', 'acme']) {
      expect(codes(draft(early))).toEqual(['drafted-meanwhile']);
    }
    expect(codesOf(recordDrafts(run.state, 'p0', draftedPages(draft('fjord'), 'p0')))).toEqual([
      'payout-not-drafting',
    ]);
    expect(codes(draft('fjord'))).toEqual([]);
  });

  it('begins a draft anew that was left in part, and takes no page of another one into it', () => {
    const long = { ...draft('eastgate'), pages: [page, page, page] };
    const [one, two] = draftedPages(long, 'p1');
    if (!one || !two) throw new Error('no pages');
    const run = requested().tell((state) => recordDrafts(state, 'p1', [one, two]));
    const record = (...pages: ReturnType<typeof draftedPages>) =>
      codesOf(recordDrafts(run.state, 'p1', pages));
    const other = draftedPages({ ...long, accountRevision: 4 }, 'p1');
    expect(record(...other.slice(2))).toEqual(['drafted-meanwhile']);
    expect(record(two)).toEqual(['drafted-meanwhile']);
    expect(record(...draftedPages(long, 'p1').slice(2))).toEqual([]);
    expect(record(...other)).toEqual([]);
    expect(record(...draftedPages(draft('fjord'), 'p1'))).toEqual([]);
  });

  it('is proposed as it was drafted only', () => {
    const { state } = requested().drafted(...drafts);
    const propose = (proposalId: string, ...some: Draft[]) =>
      codesOf(proposePayout(state, proposalId, sumOf(...some)));
    expect(propose('p1', draft('eastgate'))).toEqual(['drafted-meanwhile']);
    expect(propose('p0', ...drafts)).toEqual(['payout-not-drafting']);
    expect(propose('p1', ...drafts)).toEqual([]);
  });

  it('is open for another request where nothing is to be paid, and says so', () => {
    const empty = requested().tell((state) => proposePayout(state, 'p1', sumOf()));
    const refused = requested().tell((state) => refuseDrafts(state, 'p1', nothingToPay));
    for (const { events, state } of [empty, refused]) {
      expect(events.at(-1)).toMatchObject({ type: 'DraftsRefused', data: nothingToPay });
      expect(codesOf(requestDrafts(state, request('p2')))).toEqual([]);
    }
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
    const run = proposed();
    const { root } = run;
    for (const { state } of [requested(), run, approved()]) {
      expect(codesOf(requestDrafts(state, request('p2')))).toEqual(['payout-not-open']);
    }
    run.tell((state) => rejectPayout(state, { root, by: person('carl'), why: 'typo' }));
    expect(codesOf(approvePayout(run.state, { root, by: person('carl') }))).toEqual([
      'payout-not-proposed',
    ]);
    run.tell((state) => requestDrafts(state, request('p2')));
    run.tell((state) => recordDrafts(state, 'p2', draftedPages(draft('acme', 4), 'p2')));
    expect(run.state).toMatchObject({ drafted: { proposalId: 'p2', statements: 1, from: 6 } });
  });

  it('is issued once into each account, and says who was left out', () => {
    const on = isoDate('2026-06-15');
    const run = issuing(on);
    const { state, root } = run;
    if (state.status !== 'issuing') throw new Error(state.status);
    const statement = eventsOf(issuePage(account.initial, state, draft('fjord'), 1, on));
    expect(statement).toMatchObject([
      { data: { statementId: 'gitlab.FY2027-Q1.quarterly.fjord', position: '900', root } },
    ]);
    const paid = fold(account, statement);
    expect(codesOf(issuePage(paid, state, draft('fjord'), 1, on))).toEqual(['statement-issued']);
    const outcomes = [
      { accountId: 'gitlabinc.eastgate.USD', reason: 'The account moved' },
      { accountId: 'gitlabinc.fjord.USD', statementId: 's' },
    ];
    run.tell((now) => recordOutcomes(now, 0, outcomes));
    expect(run.events.at(-1)).toMatchObject({
      data: { issuedOn: on, issued: [outcomes[1]], leftOut: [outcomes[0]] },
    });
    expect(eventsOf(recordOutcomes(run.state, 0, outcomes))).toEqual([]);
    expect(eventsOf(requestIssue(run.state, person('fiona'), on))).toEqual([]);
  });

  it('is issued page by page; the next statement waits until the last page is there', () => {
    const page = { lines: [], postings: [] };
    const long = { ...draft('fjord'), pages: [page, page, page] };
    const first = approvedAs('gitlab.FY2027-Q1.quarterly');
    const later = approvedAs('gitlab.FY2027-Q2.quarterly');
    const [on, tomorrow] = [isoDate('2026-06-15'), isoDate('2026-06-16')];
    const begun = eventsOf(issuePage(account.initial, first, long, 1, on));
    expect(begun).toMatchObject([{ data: { page: 1, pages: 3 } }]);

    const state = fold(account, begun);
    expect(codesOf(issuePage(state, first, long, 1, on))).toEqual(['page-out-of-order']);
    expect(codesOf(issuePage(state, first, long, 3, on))).toEqual(['page-out-of-order']);
    expect(codesOf(issuePage(state, later, long, 1, on))).toEqual(['statement-unfinished']);

    const events = [...begun];
    for (const n of [2, 3]) {
      events.push(...eventsOf(issuePage(fold(account, events), first, long, n, tomorrow)));
    }
    expect(events.map(({ data }) => 'issuedOn' in data && data.issuedOn)).toEqual([on, on, on]);
    const done = fold(account, events);
    expect(codesOf(issuePage(done, first, long, 1, on))).toEqual(['statement-issued']);
    const next = { ...long, accountRevision: done.revision };
    expect(eventsOf(issuePage(done, later, next, 1, on))).toHaveLength(1);
  });

  it('tells of its accounts some at a time, each once; the last of them issue it', () => {
    const outcomes = [
      { accountId: 'gitlabinc.eastgate.USD', reason: 'The account moved' },
      { accountId: 'gitlabinc.fjord.USD', statementId: 's' },
    ];
    const run = issuing().tell((state) => recordOutcomes(state, 0, outcomes.slice(0, 1)));
    expect(run.events.at(-1)?.type).toBe('PayoutOutcomesRecorded');
    expect(eventsOf(recordOutcomes(run.state, 0, outcomes.slice(0, 1)))).toEqual([]);
    run.tell((state) => recordOutcomes(state, 1, outcomes.slice(1)));
    expect(run.events.at(-1)?.type).toBe('PayoutIssued');
    expect(run.state).toMatchObject({ status: 'issued', outcomes });
  });

  it('is not issued before it is approved', () => {
    const { state } = proposed();
    const on = isoDate('2026-06-15');
    expect(codesOf(requestIssue(state, person('fiona'), on))).toEqual(['payout-not-approved']);
    expect(codesOf(recordOutcomes(approved().state, 0, []))).toEqual(['payout-not-issuing']);
  });
});
