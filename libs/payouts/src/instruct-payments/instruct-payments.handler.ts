import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pMap from 'p-map';
import { rejected, uuidFrom, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Account } from '../account/account';
import type { PaymentRate } from '../account/converted-payment';
import { paymentIn, toldAmount, type AccountEvent, type Payment } from '../account/account.events';
import { holdOnAccount } from '../account/hold';
import { debtorDetailsId, payeeDetailsId } from '../payment-details/payment-details';
import type { UsedDetails } from '../payment-details/payment-details.events';
import type { Payout } from '../payout/payout';
import type { Issued, NotPaid, PayoutEvent } from '../payout/payout.events';
import { personOf, type Person } from '../payout/person-of';
import { ACCOUNTS, PAYOUTS } from '../payouts.token';
import { instructPayment, paymentId } from './instruct-payment';
import {
  PAYMENTS_PER_MESSAGE,
  WHY_NOT_PAID,
  instructPayments,
  notIssued,
  toldPayments,
  type IssuedPayout,
} from './instruct-payments';
import { PaymentRates } from './payment-rates.query';
import { UsableDetails } from './usable-details.query';

/** Accounts that are read or written at the same time. */
const AT_ONCE = { concurrency: 16 };
/** A message of a thousand payments takes its time. */
const DEADLINE_MS = 300_000;

export class InstructPaymentsCommand extends Command<Outcome<Payout, PayoutEvent>> {
  constructor(
    readonly payoutId: string,
    /** In which payments leave; null: that of the accounts. */
    readonly currency: string | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}

interface Payee {
  readonly accountId: string;
  readonly partnerId: string;
}

/** What one command works on. */
interface Run {
  readonly payout: IssuedPayout;
  /** Payments that some message holds. */
  readonly told: ReadonlySet<string>;
  readonly context: CommandContext;
  readonly currency: string;
  /** Null: payments leave in the currency of the accounts. */
  readonly rate: PaymentRate | null;
}

/** What is found in an account: payments that no message holds yet, or money that is due, or neither. */
type Finding =
  | { readonly kind: 'untold'; readonly payments: readonly Payment[] }
  | { readonly kind: 'due'; readonly payee: Payee; readonly details: UsedDetails; attempt: number }
  | { readonly kind: 'not-paid'; readonly why: NotPaid };

/**
 * Records each payment in its account, then all of them in one message. Dying in between loses nothing
 * and pays nothing twice: what is in flight is not payable, and whoever comes next puts what no message
 * holds into one.
 */
@CommandHandler(InstructPaymentsCommand)
export class InstructPaymentsHandler implements ICommandHandler<InstructPaymentsCommand> {
  readonly paymentsPerMessage: number = PAYMENTS_PER_MESSAGE;

  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly details: UsableDetails,
    @Inject(PaymentRates) private readonly rates: Pick<PaymentRates, 'of'>,
  ) {}

  execute(command: InstructPaymentsCommand): Promise<Outcome<Payout, PayoutEvent>> {
    const { payoutId, currency, context } = command;
    const { envelope, options } = context;
    // Within the decision, so that a repetition is recognised before anything is paid.
    const decide = (state: Payout) =>
      state.status === 'issued' ? this.decide(state, currency, context) : notIssued(state);
    const deadlineMs = DEADLINE_MS;
    return this.payouts.transact(payoutId, envelope, decide, { deadlineMs, ...options });
  }

  private async decide(
    state: IssuedPayout,
    wanted: string | null,
    context: CommandContext,
  ): Promise<Decision<PayoutEvent>> {
    const { entity, book, total } = state.proposal;
    const currency = wanted ?? total.currency;
    const rate =
      currency === total.currency
        ? null
        : await this.rates.of(book, total.currency, currency, context.today);
    if (rate && 'missing' in rate) return rejected('rate-missing', rate.missing, 'currency');
    const by = personOf(context.envelope);
    const debtor = await this.details.of(debtorDetailsId(entity, currency), by);
    if (typeof debtor === 'string') {
      const message = `The ${currency} account of "${entity}": ${WHY_NOT_PAID[debtor]}`;
      return rejected(`debtor-${debtor}`, message);
    }
    const run = { payout: state, told: toldPayments(state), context, currency, rate };
    const payees = state.outcomes.flatMap((one) =>
      'statementId' in one ? [payeeOf(state.proposal.payoutId, one)] : [],
    );
    const found = await pMap(payees, (payee) => this.find(run, payee), AT_ONCE);
    const untold = found.filter(({ kind }) => kind !== 'due');
    const due = found.filter((one) => one.kind === 'due');
    const begun = paymentsOf(untold).length;
    const room = Math.max(0, this.paymentsPerMessage - begun);
    const made = await pMap(due.slice(0, room), (one) => this.instruct(run, one), AT_ONCE);
    const full = due
      .slice(room)
      .map(({ payee: { accountId } }) => notPaid(accountId, 'message-full'));
    const all = [...untold, ...made, ...full];
    return instructPayments(state, {
      currency,
      debtor,
      payments: paymentsOf(all).toSorted(byAccount).slice(0, this.paymentsPerMessage),
      notPaid: all.flatMap((one) => (one.kind === 'not-paid' ? [one.why] : [])).toSorted(byAccount),
      by,
      today: context.today,
    });
  }

  private async find(run: Run, { accountId, partnerId }: Payee): Promise<Finding> {
    const { payout, currency, rate, context } = run;
    const { state } = await this.accounts.look(accountId, { fresh: true });
    const payments = untoldIn(state, run);
    if (payments.length > 0) return { kind: 'untold', payments };
    if (state.balances.payable === 0n) return notPaid(accountId, 'nothing-payable');
    if (holdOnAccount(state.holds)) return notPaid(accountId, 'held');
    const by = personOf(context.envelope);
    if (rate && (await this.isPaidInAccountCurrency(partnerId, payout, by))) {
      return notPaid(accountId, 'paid-in-account-currency');
    }
    const details = await this.details.of(payeeDetailsId(partnerId, currency), by);
    if (typeof details === 'string') return notPaid(accountId, details);
    const attempt = state.payments.size + 1;
    return { kind: 'due', payee: { accountId, partnerId }, details, attempt };
  }

  /** Whoever has an account in the currency of what it is owed is paid there. */
  private async isPaidInAccountCurrency(
    partnerId: string,
    { proposal: { total } }: IssuedPayout,
    by: Person,
  ): Promise<boolean> {
    const own = await this.details.of(payeeDetailsId(partnerId, total.currency), by);
    return typeof own !== 'string' || own === 'own-confirmation';
  }

  /** Under an id of run, account and attempt, not of the request: whoever resumes gives the same command. */
  private async instruct(
    run: Run,
    { payee, details, attempt }: Extract<Finding, { kind: 'due' }>,
  ): Promise<Finding> {
    const { payout, rate, context } = run;
    const {
      envelope,
      options: { dryRun = false },
    } = context;
    const { payoutId, book, total } = payout.proposal;
    const { accountId } = payee;
    const id = paymentId(payoutId, accountId, attempt);
    const commandId = uuidFrom('instruct', id);
    const outcome = await this.accounts.transact(
      accountId,
      { ...envelope, commandId, commandHash: id, causationId: envelope.commandId },
      (state) =>
        instructPayment(state, {
          ...payee,
          payoutId,
          book,
          currency: total.currency,
          details,
          ...(rate && { rate }),
        }),
      { dryRun },
    );
    if (outcome.kind !== 'rejected') {
      const payments = outcome.events.filter((event) => event.type === 'PaymentInstructed');
      return { kind: 'untold', payments: payments.map(({ data }) => paymentIn(data)) };
    }
    // Somebody else was first.
    const { state } = await this.accounts.look(accountId, { fresh: true });
    const payments = untoldIn(state, run);
    if (payments.length > 0) return { kind: 'untold', payments };
    return notPaid(accountId, holdOnAccount(state.holds) ? 'held' : 'nothing-payable');
  }
}

/** A statement is named after run and payee. */
const payeeOf = (payoutId: string, { accountId, statementId }: Issued): Payee => ({
  accountId,
  partnerId: statementId.slice(payoutId.length + 1),
});

const notPaid = (accountId: string, reason: NotPaid['reason']): Finding => ({
  kind: 'not-paid',
  why: { accountId, reason },
});

/** Only those that leave in the message's currency. */
function untoldIn({ payments }: Account, { payout, told, currency }: Run): Payment[] {
  return [...payments.values()]
    .map(({ payment }) => payment)
    .filter((one) => one.payoutId === payout.proposal.payoutId && !told.has(one.paymentId))
    .filter((one) => toldAmount(one).currency === currency);
}

const paymentsOf = (findings: readonly Finding[]): Payment[] =>
  findings.flatMap((one) => (one.kind === 'untold' ? one.payments : []));

const byAccount = (a: { accountId: string }, b: { accountId: string }): number =>
  a.accountId < b.accountId ? -1 : 1;
