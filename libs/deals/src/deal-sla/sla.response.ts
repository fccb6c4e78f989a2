import { isAfter, isoDate, type IsoDate } from '@accord/kernel';
import { waitedUntil, type SlaRow } from './sla-row';

/** Who waits for whom about a registration, how long, and until when. */
export class SlaBody {
  dealId: string;
  /** Place in the queue: the log position of the registration. */
  position: string;
  partnerId: string;
  /** "vendor", "partner", or null once it is decided. */
  waitingOn: string | null;
  /** Since when the present wait lasts. */
  since: string;
  /** Calendar days that the partner has waited for the vendor, through today. */
  vendorDays: number;
  /** Calendar days that the vendor has waited for the partner, through today. */
  partnerDays: number;
  /** The approval step where it waits. Not shown to partners. */
  step?: string | null;
  /** Last day for the step's decision, in the calendar of the territory. */
  decisionDueOn: string | null;
  /** Instant from which on the decision is late. */
  decisionDueAt: string | null;
  decisionOverdue: boolean;
  contactDueOn: string | null;
  contactDueAt: string | null;
  /** The first time that the partner heard from the vendor. */
  contactedOn: string | null;
  contactOverdue: boolean;
  expiresOn: string | null;
  /** Days that were left at the last reminder of the protection's end. */
  warnedDaysLeft: number | null;
}

/**
 * @param today business date of its program
 * @param now instant, where the clock has one: it decides what is late by the hour
 */
export function slaBody(row: SlaRow, today: IsoDate, now: string | null): SlaBody {
  const running = row.waiting_on === null ? 0 : waitedUntil(row, today);
  const isLate = (on: string | null, at: string | null): boolean =>
    on !== null && (now === null || at === null ? isAfter(today, isoDate(on)) : now >= at);
  const { contacted_on: contacted, contact_due_on: contactDue } = row;
  const contactLate =
    contacted === null
      ? row.waiting_on !== null && isLate(contactDue, row.contact_due_at)
      : contactDue !== null && contacted > contactDue;
  return {
    dealId: row.deal_id,
    position: row.position.toString(),
    partnerId: row.partner_id,
    waitingOn: row.waiting_on,
    since: row.since,
    vendorDays: row.vendor_days + (row.waiting_on === 'vendor' ? running : 0),
    partnerDays: row.partner_days + (row.waiting_on === 'partner' ? running : 0),
    step: row.step,
    decisionDueOn: row.decision_due_on,
    decisionDueAt: row.decision_due_at,
    decisionOverdue:
      row.waiting_on === 'vendor' && isLate(row.decision_due_on, row.decision_due_at),
    contactDueOn: contactDue,
    contactDueAt: row.contact_due_at,
    contactedOn: contacted,
    contactOverdue: contactLate,
    expiresOn: row.expires_on,
    warnedDaysLeft: row.warned_days_left,
  };
}
