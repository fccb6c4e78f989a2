import { customerProjections } from '@accord/customers';
import { logPosition } from '@accord/kernel';
import { ReadStore, schemaOf } from '@accord/read-store';
import { contextProjections } from '../../../apps/contexts';
import { compare, type Contender } from '../harness/compare';
import { inFlight } from '../harness/in-flight';
import type { Compared, Figure } from '../harness/report';
import type { Bench } from '../harness/suite';
import { startProcess } from '../installation/installation';
import { loadCustomers } from '../installation/known-customers';
import { MadeUpCustomers } from '../installation/made-up-customers';
import type { Registrations } from '../installation/registrations';
import type { Stores } from '../installation/stores';
import type { HttpLoad } from './http-load';

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

interface Callers {
  /** May register. */
  readonly crm: HttpLoad;
  /** May approve. */
  readonly manager: HttpLoad;
  readonly registrations: Registrations;
  /** Appends the events of one registration. */
  readonly bare: () => Promise<unknown>;
}

/**
 * Registering and approving where many customers are known, beside the bare client, and how they grow
 * from 10,000 customers on. The customers are written beside the log into the live view, which is this
 * run's own: a rebuild would forget them.
 */
export async function withKnownCustomers(
  bench: Bench,
  stores: Stores,
  callers: Callers,
): Promise<{ comparisons: Compared[]; figures: Figure[] }> {
  if (process.env['DATABASE_URL'] !== undefined)
    throw new Error('--customers fills the view of a database of its own: unset DATABASE_URL');
  await startProcess(bench, stores, 'projector', 'apps/projector/src/main.js');
  const reads = await ReadStore.connect(stores.databaseUrl);
  bench.atEnd(() => reads.close());
  const made = new MadeUpCustomers(bench.seed);
  const schema = schemaOfCustomers();
  const few = Math.min(FEW, bench.customers);
  await loadCustomers(bench, reads, schema, made, { from: 0, until: few });
  const before = await measured(bench, reads, callers, few);
  await loadCustomers(bench, reads, schema, made, { from: few, until: bench.customers });
  const after = await measured(bench, reads, callers, bench.customers);
  return { comparisons: [...before, ...after], figures: growth(before, after) };
}

function schemaOfCustomers(): string {
  const view = customerProjections.find(({ name }) => name === 'customer_keys');
  if (!view) throw new Error('there is no view customer_keys');
  return schemaOf(view, '');
}

async function measured(
  bench: Bench,
  reads: ReadStore,
  callers: Callers,
  customers: number,
): Promise<Compared[]> {
  const { crm, manager, registrations, bare } = callers;
  const register = async (): Promise<{ id: string; position: string }> =>
    JSON.parse(await crm.post('/v1/deals', registrations.next('no-opportunity')));
  const found: Compared[] = [];
  for (const { width, count } of WIDTHS) {
    const amount = bench.amount(count);
    const among = `${width} in flight, ${customers} customers`;
    const bareClient: Contender = {
      name: 'bare client, a registration',
      round: () => inFlight(amount, width, bare),
    };
    found.push(
      await compare(
        bench,
        `register a deal, ${among}`,
        'commands',
        { name: 'register-deal over HTTP', round: () => inFlight(amount, width, register) },
        [bareClient],
      ),
      await compare(
        bench,
        `approve a deal, ${among}`,
        'commands',
        {
          name: 'approval over HTTP',
          round: async () => {
            const deals: string[] = [];
            await inFlight(amount, width, async () => deals.push((await register()).id));
            // Approvals wait for the views; here that would be for what is none of their doing.
            const last = await register();
            const position = logPosition(BigInt(last.position));
            await reads.checkpoints.waitFor(VIEWS, position, CATCH_UP_LIMIT_MS);
            return inFlight(amount, width, (n) =>
              manager.decide(`/v1/deals/${String(deals[n])}/approval`, {}),
            );
          },
        },
        [bareClient],
      ),
    );
  }
  return found;
}

const growth = (before: readonly Compared[], after: readonly Compared[]): Figure[] =>
  before.flatMap(({ title, subject: few }, n) => {
    const many = after[n]?.subject;
    return (['p50', 'p99'] as const).map((part) => {
      const value = (many?.[part] ?? NaN) / (few[part] ?? NaN);
      return {
        what: `growth from there: ${title}, ${part}`,
        value: `${value.toFixed(2)} times`,
        target: { text: `≤ ${GROWTH}`, met: value <= GROWTH },
      };
    });
  });
