import type { EventStore } from '@accord/event-store';
import { fundBalances, fundEvents, type FundBalances, type FundEvent } from '@accord/mdf';
import type { Books } from './bank';

/** What the funds' streams hold, and what in them should not be. */
export interface FundHistory {
  readonly faults: readonly string[];
  readonly balances: ReadonlyMap<string, FundBalances>;
  readonly events: readonly FundEvent[];
}

/**
 * Reads the whole log: at each event of a fund nothing in it is below zero, and allocated is the sum
 * of all the rest.
 */
export async function readFunds(log: EventStore): Promise<FundHistory> {
  const faults: string[] = [];
  const funds = new Map<string, FundEvent[]>();
  const events: FundEvent[] = [];
  const balances = new Map<string, FundBalances>();
  for (let after = undefined as Parameters<EventStore['page']>[0]; ;) {
    const page = await log.page(after, 500);
    for (const { event } of page) {
      if (!event || !fundEvents.includes(event)) continue;
      const stream = [...(funds.get(event.stream) ?? []), event];
      funds.set(event.stream, stream);
      events.push(event);
      const now = fundBalances(stream);
      if (!now) throw new Error(`${event.stream} does not begin with its opening`);
      balances.set(event.stream, now);
      const { allocated, currency: _, ...others } = now;
      const sum = Object.values(others).reduce((so, minor) => so + minor, 0n);
      const at = `${event.stream} after ${event.type} at ${event.revision}`;
      if (Object.values(others).some((minor) => minor < 0n)) faults.push(`${at} is below zero`);
      if (sum !== allocated) faults.push(`${at} has ${allocated} allocated and ${sum} in all`);
    }
    const last = page.at(-1);
    if (!last) return { faults, balances, events };
    after = last.position;
  }
}

/** What was answered and is not in the log once, or is there and was refused. */
export function compare(books: Books, { events, balances }: FundHistory): string[] {
  const faults: string[] = [];
  const ids = (type: FundEvent['type'], id: (data: Record<string, unknown>) => unknown): string[] =>
    events.flatMap((event) => (event.type === type ? [String(id({ ...event.data }))] : []));
  const same = (what: string, told: Iterable<string>, logged: readonly string[]): void => {
    const expected = [...told].toSorted();
    const found = logged.toSorted();
    if (JSON.stringify(expected) === JSON.stringify(found)) return;
    const missing = expected.filter((id) => !found.includes(id));
    const surplus = found.filter((id, i) => !expected.includes(id) || found.indexOf(id) !== i);
    faults.push(`${what}: missing ${missing.join(', ')}; too many ${surplus.join(', ')}`);
  };
  same(
    'transfers sent',
    books.transfers,
    ids('FundTransferSent', (data) => data['transferId']),
  );
  same(
    'received',
    books.transfers,
    ids('FundTransferReceived', (data) => data['transferId']),
  );
  same(
    'requests',
    books.requests,
    ids('FundsRequested', (data) => data['requestId']),
  );
  same(
    'approved requests',
    books.approvedRequests.keys(),
    ids('FundsRequestApproved', (data) => data['requestId']),
  );
  same(
    'claims',
    books.claims,
    ids('ClaimSubmitted', (data) => data['claimId']),
  );
  same(
    'approved claims',
    books.approvedClaims.keys(),
    ids('ClaimApproved', (data) => data['claimId']),
  );
  const allocated = [...balances.values()].reduce((sum, one) => sum + one.allocated, 0n);
  if (allocated !== BigInt(books.allocated)) {
    faults.push(`${allocated} cents are in the funds, ${books.allocated} were put there`);
  }
  return faults;
}
