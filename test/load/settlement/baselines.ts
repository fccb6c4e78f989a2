import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { sql, type ReadStore } from '@accord/read-store';
import { inFlight } from '../harness/in-flight';
import { eventsOf } from '../projector/story';
import type { Book } from './book';
import { QUARTER, seconds } from './settle';

/** As many accounts as issuing writes to at the same time. */
const AT_ONCE = 16;

/** What every payee has earned, by one statement. @returns seconds */
export const aggregate = (reads: ReadStore, { programId }: Book): Promise<number> =>
  seconds(() =>
    reads.views.read(['earnings'], (db) =>
      sql`
        select coalesce('person:' || (line ->> 'personId'), partner_id) as payee, count(*),
          sum((line -> 'amount' ->> 'minor')::numeric)
        from earning_lines where program_id = ${programId} and quarter <= ${QUARTER}
        group by 1 order by 1`.execute(db),
    ),
  );

/** Writes the events of every issued statement once more, to streams of their own. @returns seconds */
export async function bareStatements(
  client: EventStoreDBClient,
  { partners }: Book,
): Promise<number> {
  const statements = await Promise.all(
    partners.map((partner) => eventsOf(client, `account-gitlabinc.${partner}.USD`)),
  );
  return seconds(() =>
    inFlight(statements.length, AT_ONCE, async (i) => {
      const stream = `bench-${randomUUID()}`;
      for (const text of statements[i] ?? []) {
        await client.appendToStream(stream, jsonEvent({ id: randomUUID(), ...JSON.parse(text) }));
      }
    }),
  );
}
