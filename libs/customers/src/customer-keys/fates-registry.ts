import { Inject, Injectable } from '@nestjs/common';
import { accepted, type Envelope } from '@accord/kernel';
import type { CommandOptions, Outcome, Streams } from '@accord/event-store';
import type { Customer } from '../customer';
import type { CustomerEvent } from '../customer.events';
import { CUSTOMERS } from '../customers.token';
import {
  abandonMerge,
  mergeCustomer,
  suspendMerge,
  type AbandonMerge,
  type MergeCustomer,
  type SuspendMerge,
} from '../merge-customer/merge-customer';
import {
  splitCustomer,
  splitOffCustomer,
  type SplitCustomer,
  type SplitOffCustomer,
} from '../split-customer/split-customer';

type Recorded = Promise<Outcome<Customer, CustomerEvent>>;

/**
 * Records what becomes of customers. Who decides it has moved the exclusive approvals first. Each may
 * be repeated.
 */
@Injectable()
export class CustomerFates {
  constructor(@Inject(CUSTOMERS) private readonly customers: Streams<Customer, CustomerEvent>) {}

  /** @returns what the customer's own stream says, up to now */
  async look(customerId: string): Promise<Customer> {
    return (await this.customers.look(customerId, { fresh: true })).state;
  }

  /**
   * @returns the stored outcome of a command that was given before; undefined when it is new
   * @throws CommandKeyReused, RevisionMismatch
   */
  async repeated(
    customerId: string,
    { envelope, options }: { readonly envelope: Envelope; readonly options: CommandOptions },
  ): Promise<Awaited<Recorded> | undefined> {
    const outcome = await this.customers.transact(customerId, envelope, () => accepted(), options);
    return outcome.kind === 'replayed' ? outcome : undefined;
  }

  merge(command: MergeCustomer, envelope: Envelope, options: CommandOptions = {}): Recorded {
    return this.customers.transact(
      command.absorbed,
      envelope,
      (state) => mergeCustomer(state, command),
      { dryRun: options.dryRun ?? false },
    );
  }

  suspend(command: SuspendMerge, envelope: Envelope, options: CommandOptions = {}): Recorded {
    return this.customers.transact(
      command.absorbed,
      envelope,
      (state) => suspendMerge(state, command),
      { dryRun: options.dryRun ?? false },
    );
  }

  abandon(absorbed: string, command: AbandonMerge, envelope: Envelope): Recorded {
    return this.customers.transact(absorbed, envelope, (state) => abandonMerge(state, command));
  }

  split(command: SplitCustomer, envelope: Envelope, options: CommandOptions = {}): Recorded {
    return this.customers.transact(
      command.from,
      envelope,
      (state) => splitCustomer(state, command),
      { dryRun: options.dryRun ?? false },
    );
  }

  splitOff(command: SplitOffCustomer, envelope: Envelope): Recorded {
    const { customerId } = command;
    return this.customers.transact(customerId, envelope, (state) =>
      splitOffCustomer(state, command),
    );
  }
}
