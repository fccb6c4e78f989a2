import { plusDays, type Recorded, debited } from '@accord/kernel';
import type { FundEvent } from '../fund.events';
import type { Posting } from '../posting';

/** What falls due for a fund (`request_id` is empty) or for an approved request. */
export interface MdfDueRow {
  readonly fund_id: string;
  readonly request_id: string;
  /** Null for a fund that partners share. */
  readonly partner_id: string | null;
  /** The fund's own row: the day after the last one for requests. */
  readonly closes_on: string | null;
  /** Days of reminders still to come, ascending. */
  readonly remind_on: readonly string[];
  /** The fund's own row: the day from which its bookings are looked at, and whether they were. */
  readonly settle_on: string | null;
  readonly settled: boolean;
  readonly claim_by: string | null;
  readonly first_claim_by: string | null;
  readonly committed_minor: bigint;
  readonly claimed_minor: bigint;
}

export function foldDue(
  row: MdfDueRow | undefined,
  event: Recorded<FundEvent>,
  [fund_id = '', request_id = '']: readonly string[],
): MdfDueRow | null {
  switch (event.type) {
    case 'FundOpened':
      return {
        ...EMPTY,
        fund_id,
        request_id,
        partner_id: event.data.partnerId,
        closes_on: plusDays(event.data.requestBy, 1),
        settle_on: event.data.earns?.settleOn ?? null,
      };
    case 'FundClosed':
      return null;
    case 'FundsRequestApproved': {
      const { partnerId, terms, posting } = event.data;
      const { remindOn: remind_on, claimBy: claim_by, firstClaimBy: first_claim_by } = terms;
      const approved = { fund_id, request_id, partner_id: partnerId, remind_on, claim_by };
      return moved({ ...EMPTY, ...approved, first_claim_by }, posting);
    }
    case 'FundsRequestReallocated': {
      const { terms, posting } = event.data;
      const { remindOn: remind_on, claimBy: claim_by, firstClaimBy: first_claim_by } = terms;
      return row ? moved({ ...row, remind_on, claim_by, first_claim_by }, posting) : null;
    }
    case 'ClaimReminderDue':
      return row ? remindedThrough(row, event.data.dueOn) : null;
    case 'ClaimReturned':
      return row ? moved(remindedThrough(row, event.data.returnedOn), event.data.posting) : null;
    case 'ClaimApproved':
      return row ? moved({ ...row, remind_on: [] }, event.data.posting) : null;
    case 'ClaimSubmitted':
    case 'FundsRequestExpired':
      return row ? moved(row, event.data.posting) : null;
    case 'CoopAccrued':
    case 'CoopRevised':
    case 'CoopTakenBack':
      return row ? { ...row, settled: false } : null;
    case 'CoopSettled':
      return row ? { ...row, settled: true } : null;
    case 'CoopNotAccrued':
    case 'FundAllocated':
    case 'FundTakenOver':
    case 'FundCut':
    case 'FundTransferSent':
    case 'FundTransferReceived':
    case 'FundTransferRefused':
    case 'FundTransferReturned':
    case 'CreditsExpired':
    case 'FundsRequested':
    case 'FundsRequestRejected':
    case 'ClaimClawedBack':
      return row ?? null;
  }
}

const EMPTY = {
  closes_on: null,
  settle_on: null,
  settled: false,
  remind_on: [],
  claim_by: null,
  first_claim_by: null,
  committed_minor: 0n,
  claimed_minor: 0n,
};

const remindedThrough = (row: MdfDueRow, day: string): MdfDueRow => ({
  ...row,
  remind_on: row.remind_on.filter((on) => on > day),
});

/** The row after the money has moved; null once nothing of the request can come back. */
function moved(row: MdfDueRow, posting: Posting): MdfDueRow | null {
  const committed_minor = row.committed_minor + debited(posting, 'B40');
  const claimed_minor = row.claimed_minor + debited(posting, 'B50');
  const isDone = committed_minor === 0n && claimed_minor === 0n;
  return isDone ? null : { ...row, committed_minor, claimed_minor };
}
