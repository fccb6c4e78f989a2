import type { HoldRow } from './hold-row';

/** What is kept back, since when and why. */
export class HoldBody {
  holdId: string;
  accountId: string;
  partnerId: string;
  book: string;
  scope: 'account' | 'line' | 'deal';
  /** Of a line alone, else null. */
  lineId: string | null;
  /** Of a deal alone, else null. */
  dealId: string | null;
  reason: string;
  placedOn: string;
  /** Null: it still holds. */
  releasedOn: string | null;
  releaseReason: string | null;
}

export const holdBody = ({ scope, ...row }: HoldRow): HoldBody => ({
  holdId: row.hold_id,
  accountId: row.account_id,
  partnerId: row.partner_id,
  book: row.book,
  scope: scope.kind,
  lineId: scope.kind === 'line' ? scope.lineId : null,
  dealId: scope.kind === 'deal' ? scope.dealId : null,
  reason: row.reason,
  placedOn: row.placed_on,
  releasedOn: row.released_on,
  releaseReason: row.release_reason,
});
