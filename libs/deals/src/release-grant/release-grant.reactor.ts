import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
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
    private readonly programs: ProgramDirectory,
  ) {}

  handles(event: Recorded): boolean {
    return (
      dealEvents.includes(event) && (event.type === 'DealWithdrawn' || event.type === 'DealLost')
    );
  }

  async react(event: Recorded): Promise<void> {
    const dealId = event.stream.slice('deal-'.length);
    const approval = await this.lastApproval(dealId, event.revision);
    if (!approval || (await this.keepsCustomer(dealId, event))) return;
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

  /** In some programs a lost opportunity frees the customer only when the protection runs out. */
  private async keepsCustomer(dealId: string, { type, envelope }: Recorded): Promise<boolean> {
    if (type !== 'DealLost') return false;
    const { state } = await this.deals.look(dealId, { fresh: true });
    if (state.status === 'unknown') return false;
    const { programId } = state.registration;
    const day = envelope.occurredOn;
    const program = await this.programs.inForce(programId, day, { fresh: true });
    return program?.rules.exclusivity.breaks?.closedLost === false;
  }

  /** The one that ended; the deal may have been approved again meanwhile. */
  private async lastApproval(
    dealId: string,
    before: number,
  ): Promise<Pick<Approval, 'customerId' | 'grantId'> | undefined> {
    const events = await this.deals.events(dealId);
    return events.slice(0, before).findLast((event) => event.type === 'DealApproved')?.data;
  }
}
