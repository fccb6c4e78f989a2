import type { Caller } from '@accord/platform';
import type { QueueSeen } from './deal-queues.query';

/** One that waits, or holds. What is another partner's is null to a partner. */
export class QueueEntryBody {
  /** 1 is next; 0 holds. */
  place: number;
  own: boolean;
  dealId: string | null;
  partnerId: string | null;
  customerName: string | null;
  status: string;
}

/** Who holds and who waits for what a registration asks for. */
export class DealQueueBody {
  dealId: string;
  /** Place of the registration among those that wait; null when it does not wait. */
  place: number | null;
  /** How many wait before it. */
  ahead: number;
  behind: number;
  /** Whether another registration holds it. */
  heldByAnother: boolean;
  entries: QueueEntryBody[];
}

/** The queue as a caller may see it: a partner learns places, and nothing about others. */
export function queueBody({ own, queue }: QueueSeen, caller: Caller): DealQueueBody {
  const { dealId } = own.registration;
  const at = queue.waiting.indexOf(own);
  const entry = (one: QueueSeen['own'], place: number): QueueEntryBody => {
    const { registration, status } = one;
    const isOwn = registration.partnerId === (caller.partnerId ?? own.registration.partnerId);
    const shown = caller.partnerId === null || isOwn;
    return {
      place,
      own: isOwn,
      dealId: shown ? registration.dealId : null,
      partnerId: shown ? registration.partnerId : null,
      customerName: shown ? registration.claim.name : null,
      status: shown ? status : status === 'approved' ? 'holds' : 'waits',
    };
  };
  return {
    dealId,
    place: at < 0 ? null : at + 1,
    ahead: Math.max(at, 0),
    behind: at < 0 ? 0 : queue.waiting.length - at - 1,
    heldByAnother: queue.holders.some((one) => one !== own),
    entries: [
      ...queue.holders.map((one) => entry(one, 0)),
      ...queue.waiting.map((one, i) => entry(one, i + 1)),
    ],
  };
}
