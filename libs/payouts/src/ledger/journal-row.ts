import { fromJson, maxDate, plusDays, type IsoDate, type Recorded } from '@accord/kernel';
import type { AccountEvent } from '../account/account.events';
import type { CoFunderEvent } from '../co-funder/co-funder.events';

type MoneyEvent = AccountEvent | CoFunderEvent;

/** One journal line of the financial ledger, as some event of an account carries it. */
export interface JournalRow {
  /** Log position of the event, and the line's number within it, from 1. */
  readonly position: bigint;
  readonly line: number;
  readonly event_id: string;
  readonly event_type: MoneyEvent['type'];
  readonly account_id: string;
  /** The payee, or the party that co-funds. */
  readonly partner_id: string;
  /** Legal entity whose books these are. */
  readonly entity: string;
  /** The program whose book it belongs to. */
  readonly book: string;
  readonly currency: string;
  readonly code: string;
  readonly rule: string;
  readonly debit_minor: bigint;
  readonly credit_minor: bigint;
  /** Day in the books: the business date, or the first one after what was closed of the book by then. */
  readonly booked_on: string;
  /** Business date. */
  readonly occurred_on: string;
  readonly recorded_at: string;
}

/** A line with how many entries its book has for the general ledger before those of its event. */
export interface NumberedRow extends JournalRow {
  readonly entries_before: bigint;
}

/**
 * @param closedThrough last day of the last period that was closed of the event's book when it was recorded
 * @returns the journal lines of an event, in its order
 */
export function journalRows(
  event: Recorded<MoneyEvent>,
  closedThrough: IsoDate | undefined,
): JournalRow[] {
  const { occurredOn } = event.envelope;
  const bookedOn = closedThrough ? maxDate(occurredOn, plusDays(closedThrough, 1)) : occurredOn;
  const { accountId, book, postings } = event.data;
  const { owner, entity } = ownerOf(event);
  const lines = postings.flatMap(({ rule, lines: moves }) => moves.map((move) => ({ rule, move })));
  return lines.map(({ rule, move: { account, side, amount } }, i) => {
    const { minor, currency } = fromJson(amount);
    return {
      position: event.position,
      line: i + 1,
      event_id: event.id,
      event_type: event.type,
      account_id: accountId,
      partner_id: owner,
      entity,
      book,
      currency,
      code: account,
      rule,
      debit_minor: side === 'debit' ? minor : 0n,
      credit_minor: side === 'credit' ? minor : 0n,
      booked_on: bookedOn,
      occurred_on: occurredOn,
      recorded_at: event.recordedAt,
    };
  });
}

/** Whose line it is: a co-funding party's, or a payee's. */
function ownerOf({ data }: MoneyEvent): { readonly owner: string; readonly entity: string } {
  if ('party' in data) return { owner: data.party, entity: data.entity };
  const { accountId, partnerId, currency } = data;
  return { owner: partnerId, entity: entityOf(accountId, partnerId, currency) };
}

function entityOf(accountId: string, partnerId: string, currency: string): string {
  const end = `.${partnerId}.${currency}`;
  if (!accountId.endsWith(end)) throw new Error(`"${accountId}" is not an account of ${partnerId}`);
  return accountId.slice(0, -end.length);
}
