import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import { CustomerRegistry, type KnownCustomer } from '@accord/customers';
import { LockUnavailable, ReadStore, type HeldLocks } from '@accord/read-store';

/** What was known of the customers when their keys were locked. */
export interface Locked {
  readonly locks: HeldLocks;
  /** In the order in which they were asked for; undefined: nobody knows it. */
  readonly customers: readonly (KnownCustomer | undefined)[];
  readonly seen: LogPosition;
}

/** Keeps every decision about some customers waiting: whoever could be one of them shares a key. */
@Injectable()
export class CustomerLocks {
  constructor(
    private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly registry: CustomerRegistry,
  ) {}

  /** @throws LockUnavailable, BehindError; nothing was changed */
  async hold<T>(customerIds: readonly string[], work: (locked: Locked) => Promise<T>): Promise<T> {
    const keys = keysOf(this.registry, (await this.known(customerIds)).customers);
    return this.reads.locks.hold(keys, async (locks) => {
      const { customers, seen } = await this.known(customerIds);
      const held = new Set(keys);
      if (keysOf(this.registry, customers).some((key) => !held.has(key))) {
        throw new LockUnavailable('More has become known of the customer; nothing was changed.');
      }
      return work({ locks, customers, seen });
    });
  }

  private async known(customerIds: readonly string[]): Promise<Omit<Locked, 'locks'>> {
    const seen = (await this.store.head()).position;
    const customers = await Promise.all(customerIds.map((id) => this.registry.known(id, seen)));
    return { customers, seen };
  }
}

const keysOf = (
  registry: CustomerRegistry,
  customers: readonly (KnownCustomer | undefined)[],
): bigint[] =>
  customers.flatMap((one) => one?.claims.flatMap(({ claim }) => registry.lockKeys(claim)) ?? []);
