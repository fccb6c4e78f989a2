import { inFlight, paced } from '../harness/in-flight';
import type { Figure } from '../harness/report';
import { milliseconds } from '../harness/print';
import { percentile } from '../harness/statistics';
import type { Bench } from '../harness/suite';
import { HttpLoad } from '../commands/http-load';
import type { Installation } from '../installation/installation';
import type { Registrations } from '../installation/registrations';

const WIDTH = 32;
/** Registrations at full and at half speed; of the latter every so many-th is looked for. */
const FULL = 4_000;
const HALF = 6_000;
const EVERY = 10;

/**
 * From the reply to a registration until a read that demands its position has answered, while
 * registrations come at half the rate that the installation can take.
 */
export async function acceptedToVisible(
  bench: Bench,
  { crm }: Installation,
  registrations: Registrations,
): Promise<Figure[]> {
  const load = new HttpLoad(crm.url, crm.key);
  bench.atEnd(async () => load.close());
  const register = async (): Promise<{ id: string; position: string }> =>
    JSON.parse(await load.post('/v1/deals', registrations.next()));
  const isVisible = ({ id, position }: { id: string; position: string }) =>
    load.get(`/v1/deals/${id}?minPosition=${position}`);

  bench.progress('accepted to visible: full speed');
  const full = await inFlight(bench.amount(FULL), WIDTH, register);
  await isVisible(await register());
  bench.progress('accepted to visible: half speed');
  const latencies: number[] = [];
  const offered = full.perSecond / 2;
  const half = await paced(bench.amount(HALF), offered, async (i) => {
    const registered = await register();
    if (i % EVERY !== 0) return;
    const start = performance.now();
    await isVisible(registered);
    latencies.push(performance.now() - start);
  });
  const rate = `${Math.round(half.perSecond)} of ${Math.round(full.perSecond)} commands/s`;
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  return [
    {
      what: 'accepted to visible, at half load',
      value: `p50 ${milliseconds(p50)}  p99 ${milliseconds(p99)}  (${rate})`,
    },
    {
      what: 'register-deal at half load',
      value: `p50 ${milliseconds(percentile(half.latencies, 0.5))}  p99 ${milliseconds(percentile(half.latencies, 0.99))}`,
    },
  ];
}
