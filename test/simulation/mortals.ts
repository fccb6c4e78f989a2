import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from '../../apps/standalone/src/child';
import type { Fault } from '../support/faulty-process';
import type { Fleet } from '../support/fleet';
import type { Random } from '../support/random';

type Mortal = 'api' | 'worker';

/** Processes that kill themselves at some of their own appends, one after the other, and are started again. */
export class Mortals {
  readonly deaths = { api: 0, worker: 0 };
  private readonly kept: { readonly names: readonly string[]; readonly until: Promise<unknown> }[] =
    [];
  private over = false;

  constructor(private readonly fleet: Fleet) {}

  /**
   * Keeps processes of a role running under their names; all but one worker stand by.
   * @param faults each is one death; after the last one nobody dies any more
   */
  async keep(role: Mortal, names: readonly string[], faults: readonly Fault[]): Promise<void> {
    this.over = false;
    const left = [...faults];
    await new Promise<void>((isReady, fail) => {
      const loops = names.map((name) => this.again(role, name, left, isReady));
      const until = Promise.all(loops);
      until.catch(fail);
      this.kept.push({ names, until });
    });
  }

  /** Kills those that are left; who stands by takes over, and is killed then. */
  async end(): Promise<void> {
    this.over = true;
    for (const { names, until } of this.kept.splice(0)) {
      let ended = false;
      const all = until.then(() => (ended = true));
      while (!ended) {
        for (const name of names) if (this.fleet.has(name)) await this.fleet.kill(name);
        await Promise.race([all, delay(20)]);
      }
    }
  }

  private async again(
    role: Mortal,
    name: string,
    faults: Fault[],
    isReady: () => void,
  ): Promise<void> {
    while (!this.over) {
      const fault = faults.shift();
      const child = await this.start(role, name, fault);
      isReady();
      await child?.ended;
      if (!this.over) this.deaths[role] += 1;
    }
  }

  /** @returns undefined where it has died before it was known to be ready */
  private async start(
    role: Mortal,
    name: string,
    fault: Fault | undefined,
  ): Promise<Child | undefined> {
    if (!fault) return this.fleet.start(role, name);
    return this.fleet.startMortal(role, name, fault).catch(() => undefined);
  }
}

/** Of the worker one in each step of a settlement, in their order; of an API process in any. */
export function deathsOf(role: Mortal, count: number, random: Random): readonly Fault[] {
  const at = (streams: string, most: number): Fault => ({
    streams,
    nth: random.between(1, most),
    when: random.chance(0.5) ? 'before' : 'after',
    signal: 'SIGKILL',
  });
  const steps =
    role === 'worker'
      ? [at('period-', 1), at('payout-', 2), at('account-', 4)]
      : [at('account-', 2), at('payout-', 3), at('account-', 4)];
  return role === 'worker' ? steps.slice(-count) : steps.slice(0, count);
}
