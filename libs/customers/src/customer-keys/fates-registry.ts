import { Inject, Injectable } from '@nestjs/common';
import type { Envelope } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
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

  merge(command: MergeCustomer, envelope: Envelope): Recorded {
    const { absorbed } = command;
    return this.customers.transact(absorbed, envelope, (state) => mergeCustomer(state, command));
  }

  suspend(command: SuspendMerge, envelope: Envelope): Recorded {
    const { absorbed } = command;
    return this.customers.transact(absorbed, envelope, (state) => suspendMerge(state, command));
  }

  abandon(absorbed: string, command: AbandonMerge, envelope: Envelope): Recorded {
    return this.customers.transact(absorbed, envelope, (state) => abandonMerge(state, command));
  }

  split(command: SplitCustomer, envelope: Envelope): Recorded {
    return this.customers.transact(command.from, envelope, (state) =>
      splitCustomer(state, command),
    );
  }

  splitOff(command: SplitOffCustomer, envelope: Envelope): Recorded {
    const { customerId } = command;
    return this.customers.transact(customerId, envelope, (state) =>
      splitOffCustomer(state, command),
    );
  }
}
