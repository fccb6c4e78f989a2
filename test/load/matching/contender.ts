import type { CustomerClaim } from '@accord/customers';
import type { Round } from '../harness/in-flight';
import { percentiles } from '../harness/print';
import type { Figure } from '../harness/report';
import { median, percentile } from '../harness/statistics';
import { idOf } from '../installation/known-customers';
import type { MadeUpCustomers } from '../installation/made-up-customers';

export type Search = (claim: CustomerClaim) => Promise<readonly string[]>;

/** One way of searching and what it did in the rounds that count. */
export class Contender {
  readonly rounds: (readonly number[])[] = [];
  private asked = 0;
  private known = 0;
  private found = 0;
  /** Milliseconds that this process worked, the database apart. */
  private cpu = 0;

  constructor(
    readonly name: string,
    private readonly made: MadeUpCustomers,
    private readonly customers: number,
    private readonly search: Search,
    private readonly load: (work: () => Promise<void>) => Promise<Round>,
  ) {}

  async round(counts: boolean): Promise<void> {
    const before = process.cpuUsage();
    const { latencies } = await this.load(() => this.ask());
    const { user, system } = process.cpuUsage(before);
    if (!counts) return;
    this.rounds.push(latencies);
    this.cpu += (user + system) / 1_000;
  }

  /** Every other registration is about a customer that is known, written otherwise. */
  private async ask(): Promise<void> {
    const n = this.asked++;
    const isKnown = n % 2 === 0;
    const one = isKnown ? (n * 7_919) % this.customers : this.customers + n;
    const ids = await this.search(isKnown ? this.made.variant(one) : this.made.claim(one));
    if (!isKnown) return;
    this.known += 1;
    if (ids.includes(idOf(one))) this.found += 1;
  }

  get latencies(): readonly number[] {
    return this.rounds.flat();
  }

  get figure(): Figure {
    const found = `found ${((100 * this.found) / this.known).toFixed(1)} % of known customers`;
    const searches = this.latencies.length;
    const cpu = `CPU of the client ${(this.cpu / searches).toFixed(2)} ms each`;
    const value = `${percentiles(this.latencies)}  ${cpu}, ${searches} searches, ${found}`;
    return { what: this.name, value };
  }
}

/** How many times as long one takes as the other, of searches in the same round; median over the rounds. */
export const timesAsLong = (one: Contender, other: Contender, part: number): number =>
  median(
    one.rounds.map((round, n) => percentile(round, part) / percentile(other.rounds[n] ?? [], part)),
  );
