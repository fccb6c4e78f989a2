import { Inject, Injectable } from '@nestjs/common';
import { CustomerHistories } from '@accord/customers';
import { EventStore, type Streams } from '@accord/event-store';
import { PointInTime, QueryReply, type AsOfQuery } from '@accord/platform';
import { EXCLUSIVITIES } from '../deals.token';
import { exclusivity } from '../exclusivity/exclusivity';
import type { ExclusivityEvent } from '../exclusivity/exclusivity.events';
import type { Exclusivity } from '../exclusivity/exclusivity-state';
import { customerBody, type CustomerBody } from './customer.response';

/** Answers from the streams of a customer and of who holds it, as they were recorded by some moment. */
@Injectable()
export class CustomerRecords {
  constructor(
    private readonly customers: CustomerHistories,
    @Inject(EXCLUSIVITIES) private readonly holds: Streams<Exclusivity, ExclusivityEvent>,
    private readonly pointInTime: PointInTime,
    private readonly log: EventStore,
  ) {}

  /**
   * @returns undefined when there was no such customer by then
   * @throws Problem 400 when `asOf` cannot be read
   */
  async of(customerId: string, { asOf }: AsOfQuery): Promise<QueryReply<CustomerBody> | undefined> {
    const head = await this.log.head();
    const isRecorded = asOf === undefined ? () => true : await this.pointInTime.resolve(asOf);
    const history = await this.customers.of(customerId, isRecorded);
    if (!history) return undefined;
    const events = (await this.holds.events(customerId)).filter(isRecorded);
    const held = events.reduce((so, event) => exclusivity.evolve(so, event), exclusivity.initial);
    const last = events.at(-1)?.position ?? history.position;
    const known = last > history.position ? last : history.position;
    const body = customerBody(customerId, history, held);
    return new QueryReply(
      body,
      asOf === undefined ? head.position : known,
      false,
      history.revision,
    );
  }
}
