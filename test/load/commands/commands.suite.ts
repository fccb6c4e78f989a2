import { EventRegistry, EventStore } from '@accord/event-store';
import { compare, type Contender } from '../harness/compare';
import { inFlight } from '../harness/in-flight';
import type { Compared, Report } from '../harness/report';
import type { Bench, Suite } from '../harness/suite';
import { installation, startProcess } from '../installation/installation';
import { Registrations } from '../installation/registrations';
import { stores, type Stores } from '../installation/stores';
import { HttpLoad } from './http-load';
import { withKnownCustomers } from './known-customers';
import { appendSamples, sampleEvents } from './sample-events';

/** Commands in flight, and how many of them make a round. */
const WIDTHS = [
  { width: 1, count: 500, ofBare: 0.5, ofRoute: undefined },
  { width: 32, count: 3_000, ofBare: undefined, ofRoute: 0.7 },
  { width: 128, count: 4_000, ofBare: undefined, ofRoute: 0.7 },
] as const;

async function run(bench: Bench): Promise<Report> {
  const servers = await stores(bench);
  const accord = await installation(bench, servers);
  const { crm } = accord;
  const registrations = new Registrations(bench, accord);
  await withProjector(bench, servers, () => registrations.reportOpportunities());
  const store = await EventStore.connect(servers.eventStoreUrl, new EventRegistry([]));
  bench.atEnd(() => store.close());
  const { id } = await crm.must('/v1/deals', registrations.next());
  const samples = await sampleEvents(store.client, `deal-${String(id)}`);
  const route = await startProcess(
    bench,
    servers,
    'append-route',
    'test/load/commands/append-route.js',
    { BENCH_SAMPLE_EVENTS: JSON.stringify(samples) },
  );
  const [api, appendRoute] = [crm.url, String(route.details['url'])].map((url) => {
    const load = new HttpLoad(url, crm.key);
    bench.atEnd(async () => load.close());
    return load;
  });
  if (!api || !appendRoute) throw new Error('two servers were asked for');

  const comparisons: Compared[] = [];
  for (const { width, count, ofBare, ofRoute } of WIDTHS) {
    const contender = (name: string, work: () => Promise<unknown>): Contender => ({
      name,
      round: () => inFlight(bench.amount(count), width, work),
    });
    comparisons.push(
      await compare(
        bench,
        `register a deal, ${width} in flight`,
        'commands',
        contender('register-deal over HTTP', () => api.post('/v1/deals', registrations.next())),
        [
          {
            ...contender('bare client, the same events', () =>
              appendSamples(store.client, samples),
            ),
            ...(ofBare !== undefined && { target: ofBare }),
          },
          {
            ...contender('empty authenticated route plus append', () =>
              appendRoute.post('/bench/append', registrations.next()),
            ),
            ...(ofRoute !== undefined && { target: ofRoute }),
          },
          contender('register-deal without an opportunity', () =>
            api.post('/v1/deals', registrations.next('no-opportunity')),
          ),
          contender('register-deal, opportunity never reported', () =>
            api.post('/v1/deals', registrations.next('unreported')),
          ),
        ],
      ),
    );
  }
  if (bench.customers === 0) return { comparisons, figures: [], remarks: servers.remarks };
  const known = await withKnownCustomers(bench, () => appendSamples(store.client, samples));
  return {
    comparisons: [...comparisons, ...known.comparisons],
    figures: known.figures,
    remarks: servers.remarks,
  };
}

/** Views stand still while commands are measured: the projector is measured by a suite of its own. */
async function withProjector(
  bench: Bench,
  servers: Stores,
  work: () => Promise<void>,
): Promise<void> {
  const projector = await startProcess(bench, servers, 'projector', 'apps/projector/src/main.js');
  try {
    await work();
  } finally {
    await projector.stop();
  }
}

export const commands: Suite = {
  name: 'commands',
  about: 'registering deals over HTTP beside bare appends and an empty route',
  isDefault: true,
  run,
};
