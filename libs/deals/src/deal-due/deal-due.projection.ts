import { daysBetween, plusDays, type IsoDate, type Recorded } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { dealEvents, type DealEvent } from '../deal.events';

/** What falls due for a deal next: the vendor's silence, or the end of the protection. */
export interface DealDueRow {
  readonly deal_id: string;
  readonly kind: 'silence' | 'expiry';
  /** Null while the clock stands still because the partner has been asked something. */
  readonly due_on: string | null;
  /** How many days of silence have an effect. */
  readonly silence_days: number | null;
}

/** Folds one event into what falls due for the deal; null: nothing. */
export function foldDealDue(
  row: DealDueRow | undefined,
  event: Recorded<DealEvent>,
): DealDueRow | null {
  const dealId = event.stream.slice('deal-'.length);
  const on = event.envelope.occurredOn;
  switch (event.type) {
    case 'DealRegistered': {
      const { silenceOn, registeredOn } = event.data;
      return silenceFrom(dealId, registeredOn, silenceOn);
    }
    case 'DealApproved':
    case 'DealExtended':
      // The day after the last one that is protected.
      return {
        deal_id: dealId,
        kind: 'expiry',
        due_on: plusDays(event.data.expiresOn, 1),
        silence_days: null,
      };
    case 'DealOutranked':
    case 'DealTurnCame':
    case 'DealDiscountReduced':
      return row ?? null;
    case 'DealRouted':
    case 'DealAmendmentProposed':
    case 'DealAmendmentDenied':
    case 'DealReassigned':
    case 'DealAssessed':
    case 'DealPartnerContacted':
    case 'DealExtensionRequested':
    case 'DealExtensionDenied':
    case 'DealExpiryWarned':
      return row ?? null;
    case 'DealStepApproved': {
      const { silenceOn } = event.data;
      if (silenceOn !== undefined) return silenceFrom(dealId, on, silenceOn);
      return row?.due_on === null ? silenceAnew(row, on) : (row ?? null);
    }
    case 'DealAmended': {
      const { silenceOn, restarts } = event.data;
      if (silenceOn !== undefined) return silenceFrom(dealId, on, silenceOn);
      return restarts && row && row.due_on !== null ? silenceAnew(row, on) : (row ?? null);
    }
    case 'DealReturned':
      return row ? { ...row, due_on: null } : null;
    case 'DealInformationProvided': {
      // The vendor's silence counts anew: while the partner was asked, it was not silent.
      const { silenceOn } = event.data;
      return silenceOn === undefined ? silenceAnew(row, on) : silenceFrom(dealId, on, silenceOn);
    }
    case 'DealDenied':
    case 'DealSilenceLapsed':
    case 'DealProtectionBroken':
    case 'DealWithdrawn':
    case 'DealExpired':
    case 'DealWon':
    case 'DealLost':
      return null;
  }
}

const silenceFrom = (deal_id: string, from: IsoDate, due_on: IsoDate | null): DealDueRow | null =>
  due_on && { deal_id, kind: 'silence', due_on, silence_days: daysBetween(from, due_on) };

/** In its old length. */
const silenceAnew = (row: DealDueRow | undefined, from: IsoDate): DealDueRow | null =>
  row && row.silence_days !== null ? { ...row, due_on: plusDays(from, row.silence_days) } : null;

export const dealDueProjection = keyedView<DealDueRow, DealEvent>({
  name: 'deal_due',
  version: 3,
  table: 'deal_due',
  columns: {
    deal_id: 'text not null',
    kind: 'text not null',
    due_on: 'date',
    silence_days: 'integer',
  },
  key: ['deal_id'],
  indexes: [['due_on']],
  events: [dealEvents],
  keysOf: (event) => [[event.stream.slice('deal-'.length)]],
  fold: foldDealDue,
});
