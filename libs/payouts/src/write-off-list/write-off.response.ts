import { formatAmount, fromJson } from '@accord/kernel';
import type { AccountEvent } from '../account/account.events';

/** What a payee owes and the vendor gives up, or wants to. */
export class WriteOffBody {
  writeOffId: string;
  amount: string;
  currency: string;
  proposedOn: string;
  proposedBy: string;
  status: 'proposed' | 'approved' | 'rejected';
  decidedOn: string | null;
  decidedBy: string | null;
}

/** The write-offs of an account, in the order proposed. */
export function writeOffsOf(events: readonly AccountEvent[]): WriteOffBody[] {
  const bodies = new Map<string, WriteOffBody>();
  for (const { type, data } of events) {
    if (type === 'WriteOffProposed') {
      bodies.set(data.writeOffId, {
        writeOffId: data.writeOffId,
        amount: formatAmount(fromJson(data.amount)),
        currency: data.currency,
        proposedOn: data.proposedOn,
        proposedBy: data.proposedBy.principal,
        status: 'proposed',
        decidedOn: null,
        decidedBy: null,
      });
    } else if (type === 'WriteOffApproved' || type === 'WriteOffRejected') {
      const proposed = bodies.get(data.writeOffId);
      if (!proposed) throw new Error(`"${data.writeOffId}" was decided before it was proposed`);
      const status = type === 'WriteOffApproved' ? 'approved' : 'rejected';
      const { decidedOn, decidedBy } = data;
      bodies.set(data.writeOffId, {
        ...proposed,
        status,
        decidedOn,
        decidedBy: decidedBy.principal,
      });
    }
  }
  return [...bodies.values()];
}
