import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import type { RecordedBy } from '@accord/platform';
import type { Customer } from '../customer';
import type { CustomerEvent } from '../customer.events';
import { CUSTOMERS } from '../customers.token';
import { customerHistory, type CustomerHistory } from './customer-history';

/** Tells from a customer's own stream what was known of it by some moment. */
@Injectable()
export class CustomerHistories {
  constructor(@Inject(CUSTOMERS) private readonly customers: Streams<Customer, CustomerEvent>) {}

  /** @returns undefined when there was no such customer by then */
  async of(customerId: string, isRecorded: RecordedBy): Promise<CustomerHistory | undefined> {
    return customerHistory((await this.customers.events(customerId)).filter(isRecorded));
  }
}
