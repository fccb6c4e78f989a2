import { logPosition, type LogPosition } from '@accord/kernel';
import type { EventStore } from '@accord/event-store';
import { inFlight } from '../harness/in-flight';
import type { Bench } from '../harness/suite';
import type { Installation } from '../installation/installation';
import { programDocument } from '../installation/installation';
import { eventsOf, retell, type Story } from '../projector/story';

const WRITERS = 32;
const TRANSACTIONS_PER_PARTNER = 100;
const PARTNERS = { least: 100, most: 10_000 };
const TOLD_EVERY = 1_000;

/** A program with partners and their deals, each approved, sold and paid in the same quarter. */
export interface Book {
  readonly programId: string;
  readonly partners: readonly string[];
  readonly transactions: number;
  readonly events: number;
  readonly through: LogPosition;
}

/**
 * Fills a program of its own with retellings of one deal, each partner's spread over the whole
 * time, as fast as the log takes them.
 * @param story one deal of the installation's program and partner, with so many transactions
 * @param name no other book of the run has it
 */
export async function fillBook(
  bench: Bench,
  store: EventStore,
  accord: Installation,
  story: Story,
  {
    name,
    deals,
    transactions: each,
  }: { readonly name: string; readonly deals: number; readonly transactions: number },
): Promise<Book> {
  const { client } = store;
  const programId = `${name}${bench.run}`;
  await accord.programs.must(
    `/v1/programs/${programId}/versions`,
    programDocument(bench, programId),
  );
  const transactions = deals * each;
  const { least, most } = PARTNERS;
  const count = Math.min(most, deals, Math.max(least, transactions / TRANSACTIONS_PER_PARTNER));
  const partners = Array.from({ length: Math.round(count) }, (_, i) => `${name}-${bench.run}-${i}`);
  const partner = `partner-${accord.partnerId}`;
  const enrolment: Story = {
    streams: [{ name: partner, events: await eventsOf(client, partner) }],
    names: [],
  };
  const renames = (now: string) => ({ [accord.partnerId]: now, [accord.programId]: programId });
  await inFlight(partners.length, WRITERS, (i) =>
    retell(client, enrolment, renames(partners[i] ?? '')),
  );
  let through = 0n;
  await inFlight(deals, WRITERS, async (i) => {
    bench.signal.throwIfAborted();
    if (i % TOLD_EVERY === 0) bench.progress(`${name}: ${i * each} of ${transactions} told`);
    const last = await retell(client, story, renames(partners[i % partners.length] ?? ''));
    if (last > through) through = last;
  });
  const events =
    deals * story.streams.reduce((sum, { events: told }) => sum + told.length, 0) +
    partners.length * (enrolment.streams[0]?.events.length ?? 0);
  return { programId, partners, transactions, events, through: logPosition(through) };
}
