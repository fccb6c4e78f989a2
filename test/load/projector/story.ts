import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import type { Installation } from '../installation/installation';

/** The streams of one deal from registration to payment, as text in which names can be replaced. */
export interface Story {
  readonly streams: readonly { readonly name: string; readonly events: readonly string[] }[];
  /** Every name that another telling must not share with this one. */
  readonly names: readonly string[];
}

/** Words that no other text of the story contains. */
const CUSTOMER = 'Telltale';
const REF = 'telltale-ref';

/**
 * Lets one deal happen through the API: registered, approved, sold and paid.
 * @param sales so many orders are invoiced and paid for the deal
 * @returns what that left in the log
 */
export async function tellStory(
  { crm, programs, partnerId, programId }: Installation,
  client: EventStoreDBClient,
  sales = 1,
): Promise<Story> {
  const { id: dealId } = await crm.must('/v1/deals', {
    partnerId,
    programId,
    dealType: 'referral',
    customer: { name: `${CUSTOMER} GmbH`, country: 'DE', domain: `${CUSTOMER}.example` },
    opportunity: { source: 'bench', ref: `OPP-${REF}-${partnerId}` },
    amount: '10000.00',
    currency: 'USD',
    productFamily: 'Premium',
    territory: 'EMEA',
    origin: { source: 'bench', ref: `${REF}-${partnerId}` },
  });
  const { position } = await programs.must(`/v1/deals/${String(dealId)}/approval`, {});
  const { customerId } = await crm.get(
    `/v1/deals/${String(dealId)}?minPosition=${String(position)}`,
  );
  const saleIds: string[] = [];
  for (let n = 1; n <= sales; n++) {
    const { id: saleId } = await crm.must('/v1/sales', {
      programId,
      origin: { source: 'bench', ref: `${REF}-${n}-${partnerId}` },
      dealId,
      annualFees: '12000.00',
      netArr: '12000.00',
      currency: 'USD',
    });
    await crm.must(`/v1/sales/${String(saleId)}/payments`, {
      paymentRef: 'payment-1',
      amount: '12000.00',
      currency: 'USD',
    });
    saleIds.push(String(saleId));
  }
  const names = [`customer-${String(customerId)}`, `exclusivity-${String(customerId)}`];
  const streams = await Promise.all(
    [`deal-${String(dealId)}`, ...names, ...saleIds.map((id) => `sale-${id}`)].map(
      async (name) => ({
        name,
        events: await eventsOf(client, name),
      }),
    ),
  );
  const grantId = /"grantId":"([^"]+)"/.exec(streams.flatMap(({ events }) => events).join())?.[1];
  const ids = [dealId, customerId, grantId, ...saleIds].map(String);
  return { streams, names: [...ids, CUSTOMER, REF] };
}

/** @returns every event of a stream, as text in which names can be replaced */
export async function eventsOf(client: EventStoreDBClient, stream: string): Promise<string[]> {
  const events: string[] = [];
  for await (const { event } of client.readStream(stream)) {
    if (!event) continue;
    const { type, data, metadata } = event;
    events.push(JSON.stringify({ type, data, metadata }));
  }
  return events;
}

/**
 * Tells the story again with other names: the same events of another deal with another customer.
 * @param more names that are others too: of the partner, say, in whose name it happens
 * @returns position of the last event
 */
export async function retell(
  client: EventStoreDBClient,
  { streams, names }: Story,
  more: Readonly<Record<string, string>>,
): Promise<bigint> {
  const others = [...names.map((name) => [name, renamed(name)] as const), ...Object.entries(more)];
  const rename = (text: string): string =>
    others.reduce((so, [from, to]) => so.replaceAll(from, to), text);
  let last = 0n;
  for (const { name, events } of streams) {
    const told = events.map((text) => jsonEvent({ id: randomUUID(), ...JSON.parse(rename(text)) }));
    const result = await client.appendToStream(rename(name), told, {
      expectedRevision: 'no_stream',
    });
    last = result.position?.commit ?? last;
  }
  return last;
}

/** Letters only for the customer, so that companies share no part of their names. */
const renamed = (name: string): string => {
  const id = randomUUID();
  if (name !== CUSTOMER) return id;
  return id.replaceAll(/[-\d]/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '').slice(0, 16);
};
