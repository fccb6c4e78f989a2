import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate, Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Deal, Approval } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';

type End = Extract<Recorded<DealEvent>, { type: 'DealWithdrawn' | 'DealLost' }>;
type Restored = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityRestored' }>;

const isEnd = (event: Recorded): event is End =>
  dealEvents.includes(event) && (event.type === 'DealWithdrawn' || event.type === 'DealLost');

const isRestored = (event: Recorded): event is Restored =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityRestored';

/**
 * A deal that was withdrawn or lost gives its customer free again, also what came back to it only after that.
 */
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
    return isRestored(event) || isEnd(event);
  }

  async react(event: Recorded): Promise<void> {
    if (isEnd(event)) await this.ended(event);
    else if (isRestored(event)) await this.cameBack(event);
  }

  private async ended(event: End): Promise<void> {
    const dealId = event.stream.slice('deal-'.length);
    const approval = await this.lastApproval(dealId, event.revision);
    if (!approval) return;
    const isLost = event.type === 'DealLost';
    if (isLost && (await this.keepsCustomer(dealId, event.envelope.occurredOn))) return;
    await this.release(dealId, approval, isLost ? 'lost' : 'withdrawn', event);
  }

  /** Its deal may have ended while another one had it. */
  private async cameBack(event: Restored): Promise<void> {
    const { dealId, grantId } = event.data;
    const { state } = await this.deals.look(dealId, { fresh: true });
    if ('approval' in state && state.approval.grantId === grantId) return;
    const isLost = state.status === 'lost';
    if (isLost && (await this.keepsCustomer(dealId, event.envelope.occurredOn))) return;
    const customerId = event.stream.slice('exclusivity-'.length);
    await this.release(dealId, { customerId, grantId }, isLost ? 'lost' : 'withdrawn', event);
  }

  private release(
    dealId: string,
    grant: Pick<Approval, 'customerId' | 'grantId'>,
    why: 'lost' | 'withdrawn',
    { id, envelope: { occurredOn: today, correlationId } }: Recorded,
  ): Promise<void> {
    const cause = { today, correlationId, causationId: id };
    const context = this.contexts.ofSystem([this.name, id], cause);
    return this.grants.release(dealId, grant, today, why, context);
  }

  /** In some programs a lost opportunity frees the customer only when the protection runs out. */
  private async keepsCustomer(dealId: string, day: IsoDate): Promise<boolean> {
    const { state } = await this.deals.look(dealId, { fresh: true });
    if (state.status === 'unknown') return false;
    const { programId } = state.registration;
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
