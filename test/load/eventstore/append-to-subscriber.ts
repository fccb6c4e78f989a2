import type { EventStoreDBClient } from '@eventstore/db-client';
import { paced } from '../harness/in-flight';
import { milliseconds } from '../harness/print';
import type { Figure } from '../harness/report';
import { percentile } from '../harness/statistics';
import type { Bench } from '../harness/suite';
import { append } from './workload';

const EVENTS = 2_000;
const PER_SECOND = 200;

/** From the call of an append until a live subscriber to everything holds the event. */
export async function appendToSubscriber(
  bench: Bench,
  client: EventStoreDBClient,
): Promise<Figure> {
  const seen = new Map<bigint, number>();
  const subscription = client.subscribeToAll({ fromPosition: 'end' });
  const live = new Promise((confirmed) => subscription.once('confirmation', confirmed));
  const last: { position: bigint; reached: () => void } = { position: -1n, reached: () => {} };
  subscription.on('data', ({ event }) => {
    if (!event) return;
    const { commit } = event.position;
    seen.set(commit, performance.now());
    if (commit === last.position) last.reached();
  });
  await live;
  const called = new Map<bigint, number>();
  await paced(bench.amount(EVENTS), PER_SECOND, async () => {
    const start = performance.now();
    const position = await append(client, 1);
    if (position !== undefined) called.set(position, start);
  });
  last.position = [...called.keys()].reduce((a, b) => (b > a ? b : a));
  if (!seen.has(last.position)) {
    await new Promise<void>((reached) => (last.reached = reached));
  }
  await subscription.unsubscribe();
  const latencies = [...called].map(([position, start]) => (seen.get(position) ?? NaN) - start);
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  return {
    what: `append to live subscriber, ${PER_SECOND}/s`,
    value: `p50 ${milliseconds(p50)}  p99 ${milliseconds(p99)}`,
  };
}
