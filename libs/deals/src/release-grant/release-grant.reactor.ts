import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type Reactor } from '@accord/platform';
import type { Deal, Approval } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';

/** A deal that was withdrawn or lost gives its customer free again. */
@Injectable()
export class ReleaseGrantReactor implements Reactor {
  readonly name = 'release-grant';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly grants: ReleaseOfDeal,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return (
      dealEvents.includes(event) && (event.type === 'DealWithdrawn' || event.type === 'DealLost')
    );
  }

  async react(event: Recorded): Promise<void> {
    const dealId = event.stream.slice('deal-'.length);
    const approval = await this.lastApproval(dealId);
    if (!approval) return;
    const on = event.envelope.occurredOn;
    const why = event.type === 'DealLost' ? 'lost' : 'withdrawn';
    const { correlationId } = event.envelope;
    const context = this.contexts.ofSystem([this.name, event.id], {
      today: on,
      correlationId,
      causationId: event.id,
    });
    await this.grants.release(dealId, approval, on, why, context);
  }

  private async lastApproval(
    dealId: string,
  ): Promise<Pick<Approval, 'customerId' | 'grantId'> | undefined> {
    const events = await this.deals.events(dealId);
    return events.findLast((event) => event.type === 'DealApproved')?.data;
  }
}
