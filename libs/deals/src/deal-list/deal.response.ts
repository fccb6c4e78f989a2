import { currency, formatAmount, fromJson, money } from '@accord/kernel';
import type { Caller } from '@accord/platform';
import type { DealRow } from './deal-row';

/** Changes that wait for a decision; null where nothing else is asked for. */
export class ProposedChangesBody {
  amount: string | null;
  currency: string | null;
  expectedCloseOn: string | null;
  productFamily: string | null;
}

/** A deal as a reply shows it. */
export class DealBody {
  dealId: string;
  /** Place in the queue: the log position of the registration. */
  position: string;
  partnerId: string;
  programId: string;
  dealType: string;
  status: string;
  customerName: string;
  customerId: string | null;
  opportunity: string | null;
  origin: string | null;
  amount: string;
  currency: string;
  registeredOn: string;
  approvedOn: string | null;
  expiresOn: string | null;
  /** Since when the partner waits for a decision about an extension. */
  extensionRequestedOn: string | null;
  publicNote: string | null;
  /** Since when it has been next to be considered, after another's protection ended. */
  turnOn: string | null;
  /** What the partner gets because another one holds it: denied, or at which price. */
  outcome: string | null;
  /** The distributor of a two-tier deal. */
  distributorId: string | null;
  /** What the partner wants changed of an approved deal, until somebody has decided. */
  proposed: ProposedChangesBody | null;
  /** Which way it goes, by how its opportunity stood. Like steps and advice not shown to partners. */
  route?: string | null;
  /** Approval steps still to come, the waiting one first. */
  steps?: string[];
  /** What the program expects of them: "approve" or "deny". */
  advice?: string | null;
}

/** @returns the deal with what the caller may see of it: how the vendor decides is not for partners */
export const dealBody = (row: DealRow, { partnerId }: Caller): DealBody => ({
  dealId: row.deal_id,
  position: row.position.toString(),
  partnerId: row.partner_id,
  programId: row.program_id,
  dealType: row.deal_type,
  status: row.status,
  customerName: row.customer_name,
  customerId: row.customer_id,
  opportunity: row.opportunity,
  origin: row.origin,
  amount: formatAmount(money(row.value_minor, currency(row.currency))),
  currency: row.currency,
  registeredOn: row.registered_on,
  approvedOn: row.approved_on,
  expiresOn: row.expires_on,
  extensionRequestedOn: row.extension_requested_on,
  publicNote: row.public_note,
  turnOn: row.turn_on,
  outcome: row.outcome,
  distributorId: row.distributor_id,
  proposed: row.proposed && proposedBody(row.proposed),
  ...(partnerId === null && { route: row.route, steps: [...row.steps], advice: row.advice }),
});

function proposedBody(changes: NonNullable<DealRow['proposed']>): ProposedChangesBody {
  const { value, expectedCloseOn, productFamily } = changes;
  return {
    amount: value ? formatAmount(fromJson(value)) : null,
    currency: value?.currency ?? null,
    expectedCloseOn: expectedCloseOn ?? null,
    productFamily: productFamily ?? null,
  };
}
