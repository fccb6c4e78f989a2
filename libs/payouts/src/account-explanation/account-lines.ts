import {
  currency as currencyOf,
  formatAmount,
  fromJson,
  money,
  type MoneyJson,
  type Recorded,
} from '@accord/kernel';
import { NOTHING_OWED, book, type AccountBalances } from '../account/account-balances';
import type { AccountEvent } from '../account/account.events';
import type { EstimateTarget } from '../account/accrual';

type Balance = keyof AccountBalances;

/** One event of an account: what it did to each balance, and where these were afterwards. */
export interface AccountLine {
  readonly event: Recorded<AccountEvent>;
  /** What happened, in words that the partner may read. */
  readonly text: string;
  /** In minor units; balances that did not change are left out. */
  readonly changes: Partial<Record<Balance, bigint>>;
  readonly after: AccountBalances;
}

const BALANCES: readonly Balance[] = [
  'accrued',
  'earned',
  'approved',
  'held',
  'payable',
  'carried',
  'withheld',
  'inFlight',
  'paid',
  'receivable',
];

/** @param events of one account's stream, in order @returns what each did, adding up to the balances */
export function accountLines(events: readonly Recorded<AccountEvent>[]): AccountLine[] {
  let before = NOTHING_OWED;
  return events.map((event) => {
    const after = book(before, event.data.postings);
    const from = before;
    before = after;
    const changes = BALANCES.map((name) => [name, after[name] - from[name]] as const);
    return {
      event,
      text: textOf(event),
      changes: Object.fromEntries(changes.filter(([, change]) => change !== 0n)),
      after,
    };
  });
}

function textOf(event: AccountEvent): string {
  switch (event.type) {
    case 'OpeningBalanceRecorded': {
      const { opening, paid, receivable } = event.data;
      return `Taken over from the books that ended on ${opening.cutoverOn}: ${written(opening.amount)} carried forward, ${written(paid)} paid, ${written(receivable)} owed by the partner`;
    }
    case 'FundClaimPosted': {
      const { claim } = event.data;
      return `Claim "${claim.claimId}" on fund "${claim.fundId}" stands at ${written(claim.amount)}`;
    }
    case 'StatementIssued': {
      const { statementId, page, pages, lines, currency } = event.data;
      const total = lines.reduce((so, { amount }) => so + fromJson(amount).minor, 0n);
      const part = pages === 1 ? '' : `, page ${page} of ${pages}`;
      return `Statement "${statementId}"${part}: ${lines.length} lines, ${formatAmount(money(total, currencyOf(currency)))} ${currency}`;
    }
    case 'EstimatePosted':
      return event.data.method === 'earned-to-date'
        ? `Estimate "${event.data.estimateId}": ${targetText(event.data)}`
        : `For statement "${event.data.statementId}": ${targetText(event.data)}`;
    case 'HoldPlaced':
      return `Held back: ${event.data.reason}`;
    case 'HoldReleased':
      return `Hold "${event.data.holdId}" released`;
    case 'DisputeOpened': {
      const { disputeId, statementId, amount } = event.data;
      return `Dispute "${disputeId}" opened on statement "${statementId}" about ${written(amount)}`;
    }
    case 'DisputeOverdue':
      return `Dispute "${event.data.disputeId}" not answered by ${event.data.answerBy}`;
    case 'DisputeAnswered': {
      const { disputeId, outcome, adjustment } = event.data;
      const given =
        adjustment === null ? '' : `, ${written(adjustment.amount)} on the next statement`;
      return `Dispute "${disputeId}" ${outcome.replaceAll('-', ' ')}${given}`;
    }
    case 'LateChangeRejectionProposed': {
      const { lineId, was, is } = event.data;
      return `Line "${lineId}" is proposed to stay at ${written(was)}, which late facts have at ${written(is)}`;
    }
    case 'LateChangeRejected':
      return `Line "${event.data.lineId}" stays as it was closed`;
    case 'LateChangeAccepted':
      return `Line "${event.data.lineId}" follows late facts: ${written(event.data.is)}`;
    case 'WriteOffProposed':
      return `Write-off of ${written(event.data.amount)} proposed`;
    case 'WriteOffApproved':
      return `Given up: ${written(event.data.amount)} that the partner owed`;
    case 'WriteOffRejected':
      return `Write-off "${event.data.writeOffId}" rejected: it stays owed`;
    case 'RepaymentReceived':
      return `${written(event.data.amount)} that the partner owed has come back`;
    case 'PaymentInstructed': {
      const { paymentId, amount, statementIds } = event.data;
      return `Payment ${paymentId} of ${written(amount)} instructed, for ${statementIds.join(', ')}`;
    }
    case 'PaymentConfirmed':
      return `The bank has paid ${event.data.paymentId}: ${written(event.data.amount)}`;
    case 'PaymentReturned': {
      const { paymentId, amount, how, reasonCode } = event.data;
      const said = how === 'rejected' ? 'did not pay' : 'sent back';
      return `The bank ${said} ${paymentId}: ${written(amount)}${reasonCode === null ? '' : ` (${reasonCode})`}`;
    }
  }
}

const written = (amount: MoneyJson): string =>
  `${formatAmount(fromJson(amount))} ${amount.currency}`;

const targetText = ({ targets }: { readonly targets: readonly EstimateTarget[] }): string =>
  targets.map(({ expense, target }) => `${written(target)} of ${expense} is accrued`).join(', ');
