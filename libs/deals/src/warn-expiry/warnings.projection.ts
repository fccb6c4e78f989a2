import { daysBetween, plusDays, type IsoDate, type Recorded } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { dealEvents, type DealEvent } from '../deal.events';

/** When a partner is reminded of the end of its protection. */
export interface WarningRow {
  readonly deal_id: string;
  /** So many days before the end, as the program promised at the registration. */
  readonly days: readonly number[];
  /** Those that are still to come, of the protection as it stands. */
  readonly left: readonly number[];
  readonly expires_on: IsoDate | null;
  readonly due_on: string | null;
}

/** Folds one event into the reminders of a deal; null: there are none. */
export function foldWarnings(
  row: WarningRow | undefined,
  event: Recorded<DealEvent>,
): WarningRow | null {
  switch (event.type) {
    case 'DealRegistered': {
      const { dealId, expiryWarningDays: days } = event.data;
      return days ? { deal_id: dealId, days, left: [], expires_on: null, due_on: null } : null;
    }
    case 'DealApproved':
    case 'DealExtended': {
      const { expiresOn } = event.data;
      const left = daysBetween(event.envelope.occurredOn, expiresOn);
      return row
        ? next(
            row,
            expiresOn,
            row.days.filter((days) => days <= left),
          )
        : null;
    }
    case 'DealExpiryWarned': {
      const { expiresOn, daysLeft } = event.data;
      return row
        ? next(
            row,
            expiresOn,
            row.left.filter((days) => days < daysLeft),
          )
        : null;
    }
    case 'DealExpired':
      return row ? { ...row, due_on: null } : null;
    case 'DealWithdrawn':
    case 'DealWon':
    case 'DealLost':
    case 'DealDenied':
    case 'DealProtectionBroken':
      return null;
    case 'DealRouted':
    case 'DealStepApproved':
    case 'DealAmended':
    case 'DealAmendmentProposed':
    case 'DealAmendmentDenied':
    case 'DealReassigned':
    case 'DealAssessed':
    case 'DealPartnerContacted':
    case 'DealExtensionRequested':
    case 'DealExtensionDenied':
    case 'DealReturned':
    case 'DealInformationProvided':
    case 'DealSilenceLapsed':
    case 'DealOutranked':
    case 'DealDiscountReduced':
    case 'DealTurnCame':
      return row ?? null;
  }
}

function next(row: WarningRow, expiresOn: IsoDate, left: readonly number[]): WarningRow {
  const [soonest] = left;
  const due_on = soonest === undefined ? null : plusDays(expiresOn, -soonest);
  return { ...row, left, expires_on: expiresOn, due_on };
}

export const warningsProjection = keyedView<WarningRow, DealEvent>({
  name: 'deal_warnings',
  version: 1,
  table: 'deal_warnings',
  columns: {
    deal_id: 'text not null',
    days: 'jsonb not null',
    left: 'jsonb not null',
    expires_on: 'date',
    due_on: 'date',
  },
  key: ['deal_id'],
  indexes: [['due_on']],
  events: [dealEvents],
  keysOf: (event) => [[event.stream.slice('deal-'.length)]],
  fold: foldWarnings,
});
