import { fromJson, type IsoDate, type StreamType } from '@accord/kernel';
import { NOTHING_APART, apartAfter, type KeptApart, type Unpaid } from '../statement/kept-apart';
import { isOwnLine } from '../statement/own-lines';
import type { ClaimLine, OpeningLine, StatementLine } from '../statement/statement-line';
import { NOTHING_OWED, book, type AccountBalances } from './account-balances';
import { afterEstimate, afterPage, type Accruals } from './accrual';
import { accountEvents, paymentIn, type AccountEvent, type Payment } from './account.events';
import type { AdjustmentLine, Dispute } from './dispute';
import type { Holds } from './hold';
import { sortedUnder, withoutTaken } from './kept-back';
import {
  withoutOthers,
  type ChangeDecision,
  type ChangeDecisions,
  type ChangeRejection,
} from './late-change';
import { leavesDrafts } from './leaves-drafts';
import type { Payee } from './payee';
import type { PostedLine } from './posted-line';
import type { WriteOff } from './write-off';

/** A payment and what the bank has said of it last. */
export interface PaymentState {
  readonly payment: Payment;
  readonly status: 'in-flight' | 'confirmed' | 'rejected' | 'sent-back';
  /** What of it was kept apart from what the payee owes. */
  readonly apart: bigint;
  /** What had been kept back of it as tax. */
  readonly tax: bigint;
}

/** A dispute and how far it is. */
export interface DisputeState {
  readonly dispute: Dispute & Payee;
  readonly status: 'open' | 'answered';
  /** It was said that the answer is late. */
  readonly isOverdue: boolean;
}

/** What is owed to one payee in one currency. The stream is the guard against paying twice. */
export interface Account {
  /** Whose it is, as the last event says; null: nothing happened yet. */
  readonly payee: Payee | null;
  readonly balances: AccountBalances;
  /** What of it no debt of the payee is taken from. */
  readonly apart: KeptApart;
  /** What of 2140 was kept back of money that is still payable. */
  readonly unpaidTax: bigint;
  /** What of the balance in 2100 stands for which program. */
  readonly accruals: Accruals;
  /** Of the stream; -1: nothing happened yet. */
  readonly revision: number;
  /** Revision at which something happened last that statements rest on, which payments are not. */
  readonly movedAt: number;
  readonly lines: ReadonlyMap<string, PostedLine>;
  /** Claims on funds, each as it stands. */
  readonly claims: ReadonlyMap<string, ClaimLine>;
  /** Every dispute, by its id. */
  readonly disputes: ReadonlyMap<string, DisputeState>;
  /** What accepted disputes have given. */
  readonly adjustments: ReadonlyMap<string, AdjustmentLine>;
  /** What was decided of late changes, by line. */
  readonly changes: ChangeDecisions;
  /** Write-offs that wait for a decision. */
  readonly writeOffs: ReadonlyMap<string, WriteOff & Payee>;
  /** Holds that are not released. */
  readonly holds: Holds;
  /** What was carried forward from the books that came before, by line. */
  readonly openings: ReadonlyMap<string, OpeningLine>;
  /** Payout runs that were issued into this account. */
  readonly payouts: ReadonlySet<string>;
  /** The statement of which pages are missing yet, and its last page so far. */
  readonly unfinished: {
    readonly payoutId: string;
    readonly page: number;
    readonly issuedOn: IsoDate;
    /** What of the payable money was kept apart before it. */
    readonly apart: bigint;
  } | null;
  /** Every payment out of the account, by its id. */
  readonly payments: ReadonlyMap<string, PaymentState>;
  /** Statements that no payment has paid, or whose payment has come back. */
  readonly unpaid: readonly string[];
}

export const account: StreamType<Account, AccountEvent> = {
  catalog: accountEvents,
  initial: {
    payee: null,
    balances: NOTHING_OWED,
    apart: NOTHING_APART,
    unpaidTax: 0n,
    accruals: new Map(),
    revision: -1,
    movedAt: -1,
    lines: new Map(),
    claims: new Map(),
    disputes: new Map(),
    adjustments: new Map(),
    changes: new Map(),
    writeOffs: new Map(),
    holds: new Map(),
    openings: new Map(),
    payouts: new Set(),
    unfinished: null,
    payments: new Map(),
    unpaid: [],
  },
  evolve(before, event) {
    const revision = before.revision + 1;
    const movedAt = leavesDrafts(event) ? before.movedAt : revision;
    const { accountId, partnerId, book: program, currency } = event.data;
    const payee = { accountId, partnerId, book: program, currency };
    const state = { ...before, payee, revision, movedAt };
    const balances = book(state.balances, event.data.postings);
    switch (event.type) {
      case 'OpeningBalanceRecorded': {
        const { opening } = event.data;
        const openings = new Map(state.openings).set(opening.lineId, opening);
        return { ...state, balances, openings };
      }
      case 'FundClaimPosted': {
        const { claim } = event.data;
        const claims = new Map(state.claims).set(claim.lineId, claim);
        return { ...state, balances, claims, lines: withoutTaken(state.lines, event.data) };
      }
      case 'StatementIssued': {
        const { statementId, payoutId, page, pages, issuedOn } = event.data;
        const lines = new Map(state.lines);
        const changes = withoutOthers(state.changes, event.data.lines);
        for (const line of event.data.lines) {
          const { lineId, basis, target, aside } = line;
          if (isOwnLine(line)) continue;
          const held = aside ? fromJson(aside.held).minor : 0n;
          const posted = fromJson(target).minor;
          const firstOn = lines.get(lineId)?.firstOn ?? (posted > 0n ? statementId : null);
          lines.set(lineId, { posted, held, approved: 0n, statementId, firstOn, basis });
        }
        const start = state.unfinished?.apart ?? state.apart.payable;
        const of = { start, isUnpaid: isUnpaidIn(state) };
        const apart = apartAfter(state.apart, state.balances, event.data, of);
        const isLast = page === pages;
        const accruals = afterPage(state.accruals, program, { drawn: event.data.drawn, isLast });
        if (!isLast) {
          const unfinished = { payoutId, page, issuedOn, apart: start };
          return { ...state, balances, apart, accruals, lines, changes, unfinished };
        }
        const payouts = new Set(state.payouts).add(payoutId);
        const unpaid = [...state.unpaid, statementId];
        const unpaidTax = above(state.unpaidTax + taxIn(event.data.lines));
        const whole = { accruals, lines, changes, payouts, unpaid, unpaidTax, unfinished: null };
        return { ...state, balances, apart, ...whole };
      }
      case 'EstimatePosted': {
        const accruals = afterEstimate(state.accruals, program, event.data);
        return { ...state, balances, accruals };
      }
      case 'HoldPlaced': {
        const { postings: _postings, ...hold } = event.data;
        const holds = new Map(state.holds).set(hold.holdId, hold);
        return { ...state, balances, holds, lines: sortedUnder(holds, state.lines) };
      }
      case 'HoldReleased': {
        const holds = new Map(state.holds);
        holds.delete(event.data.holdId);
        return { ...state, balances, holds, lines: sortedUnder(holds, state.lines) };
      }
      case 'DisputeOpened': {
        const { postings: _postings, ...dispute } = event.data;
        return withDispute(state, { dispute, status: 'open', isOverdue: false });
      }
      case 'DisputeOverdue':
        return withDispute(state, { ...disputeOf(state, event.data), isOverdue: true });
      case 'DisputeAnswered': {
        const { adjustment } = event.data;
        const answered = withDispute(state, {
          ...disputeOf(state, event.data),
          status: 'answered',
        });
        if (!adjustment) return answered;
        const adjustments = new Map(state.adjustments).set(adjustment.lineId, adjustment);
        return { ...answered, adjustments };
      }
      case 'LateChangeRejectionProposed': {
        const { postings: _postings, ...rejection } = event.data;
        return withChange(state, rejection.lineId, { status: 'rejection-proposed', rejection });
      }
      case 'LateChangeRejected': {
        const { lineId, decidedOn, decidedBy } = event.data;
        const rejection = proposedRejection(state, lineId);
        const decision = { rejection, book: program, decidedOn, decidedBy };
        return withChange(state, lineId, { status: 'rejected', ...decision });
      }
      case 'LateChangeAccepted': {
        const { lineId, quarter, was, is, decidedOn, decidedBy } = event.data;
        const change = { lineId, quarter, was, is };
        return withChange(state, lineId, { status: 'accepted', change, decidedOn, decidedBy });
      }
      case 'WriteOffProposed': {
        const { postings: _postings, ...proposed } = event.data;
        const writeOffs = new Map(state.writeOffs).set(proposed.writeOffId, proposed);
        return { ...state, writeOffs };
      }
      case 'WriteOffApproved':
      case 'WriteOffRejected': {
        const writeOffs = new Map(state.writeOffs);
        writeOffs.delete(event.data.writeOffId);
        return { ...state, balances, writeOffs };
      }
      case 'RepaymentReceived':
        return { ...state, balances };
      case 'PaymentInstructed': {
        const payment = paymentIn(event.data);
        const of = { apart: state.apart.payable, tax: state.unpaidTax };
        const after = withPayment(state, { payment, status: 'in-flight', ...of });
        const apart = { ...state.apart, payable: 0n };
        return { ...after, balances, apart, unpaidTax: 0n, unpaid: [] };
      }
      case 'PaymentConfirmed': {
        const known = paymentOf(state, event.data.paymentId);
        return { ...withPayment(state, { ...known, status: 'confirmed' }), balances };
      }
      case 'PaymentReturned': {
        const known = paymentOf(state, event.data.paymentId);
        const unpaid = [...known.payment.statementIds, ...state.unpaid];
        const apart = { ...state.apart, payable: state.apart.payable + known.apart };
        const unpaidTax = state.unpaidTax + known.tax;
        const after = withPayment(state, { ...known, status: event.data.how });
        return { ...after, balances, apart, unpaidTax, unpaid };
      }
    }
  },
};

/** What a statement keeps back as tax; below zero: gives back. */
const taxIn = (lines: readonly StatementLine[]): bigint =>
  lines.reduce(
    (so, { basis }) =>
      basis.kind === 'withholding' ? so + fromJson(basis.tax.withheld).minor : so,
    0n,
  );

const above = (a: bigint): bigint => (a > 0n ? a : 0n);

const withChange = (state: Account, lineId: string, decision: ChangeDecision): Account => ({
  ...state,
  changes: new Map(state.changes).set(lineId, decision),
});

function proposedRejection({ changes }: Account, lineId: string): ChangeRejection {
  const known = changes.get(lineId);
  if (known?.status !== 'rejection-proposed') {
    throw new Error(`The change of "${lineId}" was rejected before that was proposed`);
  }
  return known.rejection;
}

const withDispute = (state: Account, one: DisputeState): Account => ({
  ...state,
  disputes: new Map(state.disputes).set(one.dispute.disputeId, one),
});

function disputeOf({ disputes }: Account, { disputeId }: { disputeId: string }): DisputeState {
  const known = disputes.get(disputeId);
  if (!known) throw new Error(`Dispute "${disputeId}" was never opened`);
  return known;
}

const withPayment = (state: Account, one: PaymentState): Account => ({
  ...state,
  payments: new Map(state.payments).set(one.payment.paymentId, one),
});

function paymentOf({ payments }: Account, paymentId: string): PaymentState {
  const known = payments.get(paymentId);
  if (!known) throw new Error(`The bank answered on "${paymentId}", which was never instructed`);
  return known;
}

/** Whether no payment has paid the statement that first made something of a line payable. */
export const isUnpaidIn =
  ({ lines, unpaid }: Pick<Account, 'lines' | 'unpaid'>): Unpaid['isUnpaid'] =>
  (lineId) => {
    const firstOn = lines.get(lineId)?.firstOn ?? null;
    return firstOn !== null && unpaid.includes(firstOn);
  };
