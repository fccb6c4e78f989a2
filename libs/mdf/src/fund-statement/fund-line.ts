import {
  formatAmount,
  fromJson,
  money,
  type IsoDate,
  type Money,
  type Recorded,
} from '@accord/kernel';
import { NOTHING, post, postingOf, type Bucket, type Buckets } from '../fund-balances';
import type { CoopConversion, FundEvent, Refund } from '../fund.events';
import { missingText } from '../submit-claim/missing-proofs';

/** One event of a fund as its statement explains it. */
export interface FundLine {
  readonly event: Recorded<FundEvent>;
  /** What happened, in words that the partner may read. */
  readonly text: string;
  /** By how much each bucket changed, in minor units; those that did not are left out. */
  readonly changes: Partial<Record<Bucket, bigint>>;
  /** Where the money was afterwards. */
  readonly after: Buckets;
}

/** @param events of one fund's stream, in order */
export function fundLines(events: readonly Recorded<FundEvent>[]): FundLine[] {
  let before: Buckets = NOTHING;
  return events.map((event) => {
    const posting = postingOf(event);
    const after = posting ? post(before, posting) : before;
    const changes = changesBetween(before, after);
    before = after;
    return { event, text: textOf(event), changes, after };
  });
}

function changesBetween(before: Buckets, after: Buckets): Partial<Record<Bucket, bigint>> {
  const buckets = Object.keys(NOTHING) as Bucket[];
  return Object.fromEntries(
    buckets
      .map((bucket) => [bucket, after[bucket] - before[bucket]] as const)
      .filter(([, change]) => change !== 0n),
  );
}

function textOf(event: FundEvent): string {
  switch (event.type) {
    case 'FundOpened':
      return `Opened for activities from ${event.data.periodFrom} to ${event.data.periodTo}; ask by ${event.data.requestBy}`;
    case 'FundAllocated':
      return `${written(event.data)} allocated${untilText(event.data.expiresOn)}`;
    case 'FundTakenOver': {
      const { consumed, expired, expiresOn } = event.data;
      const gone = `${text(fromJson(consumed))} consumed and ${text(fromJson(expired))} expired before`;
      return `${written(event.data)} taken over${untilText(expiresOn)}; ${gone}`;
    }
    case 'CoopAccrued': {
      const { rate, base, saleId, capped, offset, expiresOn, conversion } = event.data;
      const parts = [
        capped.minor === '0' ? '' : `, ${text(fromJson(capped))} above the cap`,
        offset.minor === '0' ? '' : `, ${text(fromJson(offset))} of it for what was undone before`,
      ];
      return `${written(event.data)} accrued: ${rate} of ${text(fromJson(base))}${byRate(conversion)}${parts.join('')}${untilText(expiresOn)} (sale ${saleId})`;
    }
    case 'CoopRevised': {
      const { saleId, rate, base, conversion, was, accrued, effect, rebate, owed } = event.data;
      const [before, now, spent] = [was, accrued, owed].map((one) => text(fromJson(one)));
      const paid = rebate ? `; ${text(fromJson(rebate))} of it was paid out as a rebate` : '';
      const rest = fromJson(owed).minor > 0n ? `; ${spent} are spent and owed` : '';
      return `${written(event.data)} ${effect}, as the rate is another one: ${rate} of ${text(fromJson(base))}${byRate(conversion)} are ${now}, not ${before}${paid}${rest} (sale ${saleId})`;
    }
    case 'CoopNotAccrued': {
      const { base, why, saleId } = event.data;
      return `Nothing accrued of ${text(fromJson(base))}: ${why} (sale ${saleId})`;
    }
    case 'CoopTakenBack': {
      const { owed, rebate, saleId } = event.data;
      const paid = rebate ? `; ${text(fromJson(rebate))} of it was paid out as a rebate` : '';
      const rest = owed.minor === '0' ? '' : `; ${text(fromJson(owed))} are spent and owed`;
      return `${written(event.data)} taken back, as the sale was reversed${paid}${rest} (sale ${saleId})`;
    }
    case 'CoopSettled': {
      const { outcome, accrued, minimum } = event.data;
      const least = text(fromJson(minimum));
      const earned = text(fromJson(accrued));
      if (outcome === 'enough') return `${earned} of bookings are enough: ${least} at least`;
      const became = outcome === 'lapsed' ? 'lapsed' : 'paid out as a rebate';
      return `${written(event.data)} ${became}: ${earned} of bookings are less than ${least}`;
    }
    case 'FundCut':
      return `${written(event.data)} cut`;
    // The other fund is not named: it may be another partner's.
    case 'FundTransferSent':
      return `${written(event.data)} sent to another fund`;
    case 'FundTransferReceived':
      return `${written(event.data)} received from another fund`;
    case 'FundTransferRefused':
      return `${written(event.data)} from another fund not taken: ${event.data.why}`;
    case 'FundTransferReturned':
      return `${written(event.data)} back, as the other fund did not take it`;
    case 'CreditsExpired':
      return `Not asked for in time: ${event.data.credits.map((credit) => `${written(credit)}${untilText(credit.expiresOn)}`).join(', ')}`;
    case 'FundsRequested': {
      const { cost, activity, requestId, startsOn, endsOn } = event.data;
      const what = `${activity} of ${startsOn} to ${endsOn}, which costs ${text(fromJson(cost))}`;
      return `${written(event.data)} asked for ${what} (${requestId})`;
    }
    case 'FundsRequestApproved': {
      const { requestId, by, terms } = event.data;
      const why = by === 'rule' ? 'approved, as it needs no approval' : 'approved';
      return `${written(event.data)} ${why}: ${terms.share} of the cost, to be claimed by ${terms.claimBy} (${requestId})`;
    }
    case 'FundsRequestReallocated': {
      const { activity, startsOn, endsOn, requestId } = event.data;
      return `For ${activity} of ${startsOn} to ${endsOn} instead (${requestId})`;
    }
    case 'FundsRequestRejected':
      return `Refused: ${event.data.publicReason} (${event.data.requestId})`;
    case 'FundsRequestExpired':
      return `${EXPIRED[event.data.cause]} (${event.data.requestId})`;
    case 'ClaimReminderDue':
      return `Reminded to claim by ${event.data.claimBy} (${event.data.requestId})`;
    case 'ClaimSubmitted': {
      const { cost, eligible, claimId, missing } = event.data;
      const lacks = missingText(missing);
      const funded =
        eligible.minor === cost.minor ? '' : `, of which ${text(fromJson(eligible))} is co-funded`;
      const rest = lacks === '' ? '' : `; still missing: ${lacks}`;
      return `${written(event.data)} claimed for a cost of ${text(fromJson(cost))}${funded}${rest} (${claimId})`;
    }
    case 'ClaimReturned':
      return `Returned: ${event.data.publicReason} (${event.data.claimId})`;
    case 'ClaimApproved':
      return `${written(event.data)} approved for payment${refundText(event.data.refund, 'refunds')} (${event.data.claimId})`;
    case 'ClaimClawedBack':
      return `${written(event.data)} taken back: ${event.data.publicReason}${refundText(event.data.refund, 'owes no more')} (${event.data.claimId})`;
    case 'FundClosed':
      return 'Closed: what nobody asked for is gone';
  }
}

const EXPIRED = {
  undecided: 'Nobody decided before the fund closed',
  unclaimed: 'Nobody claimed in time',
  'agreement-ended': 'The partner`s agreement has ended',
  'false-claim': 'Void, as another claim was false',
} as const;

const text = (amount: Money): string => `${formatAmount(amount)} ${amount.currency}`;
const written = ({ amount }: { readonly amount: { minor: string; currency: string } }): string =>
  text(fromJson(amount));
const refundText = (refund: Refund | null, does: string): string =>
  refund ? `; ${refund.party} ${does} ${text(fromJson(refund.amount))} of it` : '';
function byRate(conversion: CoopConversion | undefined): string {
  if (!conversion) return '';
  const { base, quotes, publication } = conversion.rate;
  const values = Object.entries(quotes).map(([code, rate]) => `${rate} ${code}`);
  return ` at ${[`1 ${base}`, ...values].join(' = ')} (${publication})`;
}
const untilText = (day: IsoDate | null): string => (day === null ? '' : ` until ${day}`);

/** @returns the amount as text, with its sign */
export const signed = (minor: bigint, currency: Money['currency']): string =>
  `${minor > 0n ? '+' : ''}${formatAmount(money(minor, currency))}`;
