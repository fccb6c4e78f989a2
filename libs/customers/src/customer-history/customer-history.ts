import type { LogPosition, Recorded } from '@accord/kernel';
import { customer, type Customer } from '../customer';
import type { CustomerEvent } from '../customer.events';

/** A customer and where it comes from and went. */
export interface CustomerHistory {
  readonly state: Exclude<Customer, { status: 'unknown' }>;
  /** The customer that it began as a part of; null when it did not. */
  readonly splitFrom: string | null;
  /** Customers that were split off from it, in order. */
  readonly splitInto: readonly string[];
  /** Position and revision of the last event that counts. */
  readonly position: LogPosition;
  readonly revision: number;
}

/** @param events of one customer, in order @returns undefined when there are none */
export function customerHistory(
  events: readonly Recorded<CustomerEvent>[],
): CustomerHistory | undefined {
  const state = events.reduce<Customer>(
    (so, event) => customer.evolve(so, event),
    customer.initial,
  );
  const last = events.at(-1);
  if (!last || state.status === 'unknown') return undefined;
  const [first] = events;
  return {
    state,
    splitFrom: first?.type === 'CustomerSplitOff' ? first.data.from : null,
    splitInto: events.flatMap((event) => (event.type === 'CustomerSplit' ? [event.data.to] : [])),
    position: last.position,
    revision: last.revision,
  };
}
