import type { Recorded } from '@accord/kernel';

/** What an event is about, each as `<kind>:<id>`: the stream itself and every id that the event names. */
export function subjectsOf({ stream, data }: Recorded): string[] {
  const dash = stream.indexOf('-');
  const subjects = new Set([`${stream.slice(0, dash)}:${stream.slice(dash + 1)}`]);
  for (const [key, value] of Object.entries(data)) {
    const kind = KINDS[key];
    if (kind !== undefined && typeof value === 'string') subjects.add(`${kind}:${value}`);
  }
  return [...subjects];
}

/** Fields that name something of their own; "rival" and the like would tell one partner of another. */
const KINDS: Readonly<Record<string, string>> = {
  partnerId: 'partner',
  dealId: 'deal',
  saleId: 'sale',
  customerId: 'customer',
  fundId: 'fund',
  accountId: 'account',
  payoutId: 'payout',
  statementId: 'statement',
  programId: 'program',
  book: 'program',
};

/** What every later event of a stream, and every event that names its deal, is about as well. */
export const isInherited = (subject: string): boolean =>
  subject.startsWith('partner:') || subject.startsWith('deal:');
