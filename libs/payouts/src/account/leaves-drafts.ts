import type { AccountEvent } from './account.events';

/**
 * Whether statements that were drafted before an event are drafted the same after it. Payments pass between
 * payable, in flight and paid, repayments between owed and paid; lines, claims and holds stay as they are.
 * What a dispute gives is a line of its own, which the next draft has. What is accrued is brought to what a
 * statement needs when it is issued.
 */
export function leavesDrafts({ type, data }: AccountEvent): boolean {
  switch (type) {
    case 'PaymentInstructed':
    case 'PaymentConfirmed':
    case 'PaymentReturned':
    case 'RepaymentReceived':
    case 'DisputeOpened':
    case 'DisputeOverdue':
    case 'DisputeAnswered':
    case 'LateChangeRejectionProposed':
    case 'WriteOffProposed':
    case 'WriteOffRejected':
    case 'EstimatePosted':
      return true;
    case 'OpeningBalanceRecorded':
    case 'FundClaimPosted':
    case 'StatementIssued':
    case 'HoldPlaced':
    case 'HoldReleased':
    case 'LateChangeRejected':
    case 'WriteOffApproved':
      return false;
    case 'LateChangeAccepted':
      return !data.lifts;
  }
}
