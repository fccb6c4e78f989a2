import { EventRegistry, EventStore } from '@accord/event-store';
import { platformCatalogs } from '@accord/platform';
import { ReadStore, dropNamespace } from '@accord/read-store';
import { contextCatalogs, contextProjections } from '../../../apps/contexts';
import { compare, type Baseline } from '../harness/compare';
import { timed } from '../harness/in-flight';
import type { Report } from '../harness/report';
import type { Bench, Suite } from '../harness/suite';
import { installation, startProcess } from '../installation/installation';
import { Registrations } from '../installation/registrations';
import { stores } from '../installation/stores';
import { History } from './history';
import { dropSchema, likeTables, rowsOf, writeRows } from './plain-sql';
import { rebuild } from './rebuild';
import { acceptedToVisible } from './visible';

/** Deals of a round, of some six events each. */
const STORIES = 2_000;
const PROJECTOR_BATCH = 500;
const CATCH_UP_LIMIT_MS = 300_000;
const TARGET = 0.7;

async function run(bench: Bench): Promise<Report> {
  const servers = await stores(bench);
  const accord = await installation(bench, servers);
  const projector = await startProcess(bench, servers, 'projector', 'apps/projector/src/main.js');
  const registry = new EventRegistry([...platformCatalogs, ...contextCatalogs]);
  const store = await EventStore.connect(servers.eventStoreUrl, registry);
  bench.atEnd(() => store.close());
  const reads = await ReadStore.connect(servers.databaseUrl);
  bench.atEnd(() => reads.close());

  const history = await History.begin(store, accord);
  const stories = bench.amount(STORIES);
  const views = contextProjections.map(({ name }) => name);
  const visible = (position: Parameters<typeof reads.checkpoints.waitFor>[1]): Promise<void> =>
    reads.checkpoints.waitFor(views, position, CATCH_UP_LIMIT_MS);
  bench.progress(`writing ${stories} deals`);
  const stretch = await history.write(stories);
  await visible(stretch.through);

  const [scratch, plain] = [`bench_${bench.run}`, `bench_${bench.run}_plain`];
  bench.atEnd(() => dropNamespace(reads.db, contextProjections, scratch));
  bench.atEnd(() => dropSchema(reads, plain));
  const transactions = Math.ceil(stretch.events / PROJECTOR_BATCH);
  const anew = () => rebuild(store, reads, contextProjections, scratch);
  await (
    await anew()
  )(stretch);
  const rows = await rowsOf(reads, contextProjections, scratch, transactions);

  const baselines: Baseline[] = [
    {
      name: 'the same rows by plain SQL in bulk',
      target: TARGET,
      round: async () => {
        await likeTables(reads, plain, rows);
        return timed(stretch.events, () => writeRows(reads, plain, rows, transactions));
      },
    },
    {
      name: 'bare $all read',
      round: () => timed(stretch.events, () => store.page(stretch.after, stretch.events)),
    },
  ];
  const rebuilt = await compare(
    bench,
    `rebuild of ${views.length} views, ${stretch.events} events`,
    'events',
    {
      name: 'rebuild from the log',
      round: async () => {
        const fill = await anew();
        return timed(stretch.events, () => fill(stretch));
      },
    },
    baselines,
  );
  const live = await compare(
    bench,
    `live projector, ${stretch.events} events behind`,
    'events',
    {
      name: 'projector process, until visible',
      round: async () => {
        // Held while the log grows, so that writing does not compete with what is measured.
        process.kill(projector.pid, 'SIGSTOP');
        const { through, events } = await history
          .write(stories)
          .finally(() => process.kill(projector.pid, 'SIGCONT'));
        return timed(events, () => visible(through));
      },
    },
    baselines,
  );
  await startProcess(bench, servers, 'worker', 'apps/worker/src/main.js');
  const registrations = new Registrations(bench, accord);
  await registrations.reportOpportunities();
  const figures = await acceptedToVisible(bench, accord, registrations);
  return { comparisons: [rebuilt, live], figures, remarks: servers.remarks };
}

export const projector: Suite = {
  name: 'projector',
  about: 'live and rebuilt views beside plain SQL and a bare read; accepted to visible',
  isDefault: true,
  run,
};
