import type { AccountEvent } from '../account/account.events';
import type { HoldScope } from '../account/hold';

export interface HoldRow {
  readonly hold_id: string;
  readonly account_id: string;
  readonly partner_id: string;
  readonly book: string;
  readonly scope: HoldScope;
  readonly reason: string;
  readonly placed_on: string;
  readonly released_on: string | null;
  readonly release_reason: string | null;
}

type HoldEvent = Extract<AccountEvent, { type: 'HoldPlaced' | 'HoldReleased' }>;

export const isOfHold = (event: AccountEvent): event is HoldEvent =>
  event.type === 'HoldPlaced' || event.type === 'HoldReleased';

export function foldHold(row: HoldRow | undefined, { type, data }: HoldEvent): HoldRow {
  switch (type) {
    case 'HoldPlaced':
      return {
        hold_id: data.holdId,
        account_id: data.accountId,
        partner_id: data.partnerId,
        book: data.book,
        scope: data.scope,
        reason: data.reason,
        placed_on: data.placedOn,
        released_on: null,
        release_reason: null,
      };
    case 'HoldReleased':
      if (!row) throw new Error(`"${data.holdId}" was released before it was placed`);
      return { ...row, released_on: data.releasedOn, release_reason: data.reason };
  }
}

/** The holds of an account, in the order placed: the one fold behind view, as-of and replay. */
export function holdsOf(events: readonly AccountEvent[]): HoldRow[] {
  const rows = new Map<string, HoldRow>();
  for (const event of events) {
    if (!isOfHold(event)) continue;
    const { holdId } = event.data;
    rows.set(holdId, foldHold(rows.get(holdId), event));
  }
  return [...rows.values()];
}
