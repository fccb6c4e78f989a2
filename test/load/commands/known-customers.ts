import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { customerProjections } from '@accord/customers';
import { logPosition } from '@accord/kernel';
import { ReadStore, schemaOf } from '@accord/read-store';
import { contextProjections } from '../../../apps/contexts';
import { compare, type Contender } from '../harness/compare';
import { inFlight, type Round } from '../harness/in-flight';
import type { Compared, Figure } from '../harness/report';
import type { Bench } from '../harness/suite';
import { installation, startProcess } from '../installation/installation';
import { loadCustomers } from '../installation/known-customers';
import { MadeUpCustomers } from '../installation/made-up-customers';
import { Registrations } from '../installation/registrations';
import { stores } from '../installation/stores';
import { HttpLoad } from './http-load';

/** Commands in flight, and how many of them make a round. */
const WIDTHS = [
  { width: 1, count: 200 },
  { width: 32, count: 800 },
  { width: 128, count: 1_600 },
] as const;
const FEW = 10_000;
const VIEWS = contextProjections.map(({ name }) => name);
const CATCH_UP_LIMIT_MS = 600_000;
const GROWTH = 1.3;

/**
 * Registering and approving where many customers are known, beside the bare client and beside a second
 * Accord that knows 10,000, in turn: what else happens on the machine happens to both.
 * @param bare appends the events of one registration
 */
export async function withKnownCustomers(
  bench: Bench,
  bare: () => Promise<unknown>,
): Promise<{ comparisons: Compared[]; figures: Figure[] }> {
  if (process.env['DATABASE_URL'] !== undefined || process.env['EVENTSTORE_URL'] !== undefined)
    throw new Error('--customers needs stores of its own: unset DATABASE_URL and EVENTSTORE_URL');
  const few = await knowing(bench, Math.min(FEW, bench.customers));
  const many = await knowing(bench, bench.customers);
  const comparisons: Compared[] = [];
  for (const { width, count } of WIDTHS) {
    const amount = bench.amount(count);
    const bareClient: Contender = {
      name: 'bare client, a registration',
      round: () => inFlight(amount, width, bare),
    };
    for (const work of ['register', 'approve'] as const) {
      const contender = (one: Knowing): Contender => ({
        name: `${work} among ${one.customers}`,
        round: () => one[work](amount, width),
      });
      comparisons.push(
        await compare(
          bench,
          `${work} a deal, ${width} in flight, ${many.customers} customers`,
          'commands',
          contender(many),
          [bareClient, contender(few)],
        ),
      );
    }
  }
  return { comparisons, figures: comparisons.flatMap(growth) };
}

/** An Accord of its own that knows so many customers. */
interface Knowing {
  readonly customers: number;
  register(amount: number, width: number): Promise<Round>;
  approve(amount: number, width: number): Promise<Round>;
}

/** The customers are written beside the log into the live view: a rebuild would forget them. */
async function knowing(all: Bench, customers: number): Promise<Knowing> {
  const bench = { ...all, directory: join(all.directory, `knowing-${customers}`) };
  mkdirSync(bench.directory);
  const servers = await stores(bench);
  const accord = await installation(bench, servers);
  await startProcess(bench, servers, 'projector', 'apps/projector/src/main.js');
  const reads = await ReadStore.connect(servers.databaseUrl);
  bench.atEnd(() => reads.close());
  const [crm, manager] = [accord.crm, accord.programs].map(({ url, key }) => {
    const load = new HttpLoad(url, key);
    bench.atEnd(async () => load.close());
    return load;
  });
  if (!crm || !manager) throw new Error('two callers were asked for');
  const made = new MadeUpCustomers(bench.seed);
  await loadCustomers(bench, reads, schemaOfCustomers(), made, { from: 0, until: customers });
  const registrations = new Registrations(bench, accord);
  const registered = async (): Promise<{ id: string; position: string }> =>
    JSON.parse(await crm.post('/v1/deals', registrations.next('no-opportunity')));
  return {
    customers,
    register: (amount, width) => inFlight(amount, width, registered),
    async approve(amount, width) {
      const deals: string[] = [];
      await inFlight(amount, width, async () => deals.push((await registered()).id));
      // Approvals wait for the views; here that would be for what is none of their doing.
      const last = await registered();
      const position = logPosition(BigInt(last.position));
      await reads.checkpoints.waitFor(VIEWS, position, CATCH_UP_LIMIT_MS);
      return inFlight(amount, width, (n) =>
        manager.decide(`/v1/deals/${String(deals[n])}/approval`, {}),
      );
    },
  };
}

function schemaOfCustomers(): string {
  const view = customerProjections.find(({ name }) => name === 'customer_keys');
  if (!view) throw new Error('there is no view customer_keys');
  return schemaOf(view, '');
}

/** What it takes among many customers, by what it takes among few. */
function growth({ title, subject: many, baselines }: Compared): Figure[] {
  const few = baselines.at(-1);
  return (['p50', 'p99'] as const).map((part) => {
    const value = (many[part] ?? NaN) / (few?.[part] ?? NaN);
    return {
      what: `growth: ${title}, ${part}`,
      value: `${value.toFixed(2)} times`,
      target: { text: `≤ ${GROWTH}`, met: value <= GROWTH },
    };
  });
}
