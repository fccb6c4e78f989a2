import { Inject, Injectable } from '@nestjs/common';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type Reactor } from '@accord/platform';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { ReleaseOfDeal } from '../exclusivity/release-of-deal';
import { reinstateProtection } from '../reinstate-protection/reinstate-protection';
import { approveDeal } from './approve-deal';

type Granted = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityGranted' }>;

const isGranted = (event: Recorded): event is Granted =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityGranted';

/**
 * Finishes an approval that was decided but not recorded, because the process died between the two.
 * A deal that can no longer be approved gives its grant back.
 */
@Injectable()
export class ApproveGrantedReactor implements Reactor {
  readonly name = 'approve-granted';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly releases: ReleaseOfDeal,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isGranted(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isGranted(event)) return;
    const { dealId, customerId, grantId, from, until, by } = event.data;
    const { state: deal } = await this.deals.look(dealId, { fresh: true });
    if (deal.status === 'unknown' || ('approval' in deal && deal.approval.grantId === grantId))
      return;
    // The same command as the grant's: whoever of the two records the approval first, it is one.
    const envelope = { ...event.envelope, causationId: event.id };
    const { partnerId, dealType, opportunity } = deal.registration;
    const window = { approvedOn: from, expiresOn: until, by, customerId, grantId };
    const approve = by === 'reinstatement' ? reinstateProtection : approveDeal;
    const outcome = await this.deals.transact(dealId, envelope, (state) =>
      approve(state, { ...window, partnerId, dealType, opportunity }),
    );
    if (outcome.kind === 'rejected') {
      const cause = { today: event.envelope.occurredOn, causationId: event.id };
      const context = this.contexts.ofSystem([this.name, event.id], cause);
      await this.releases.release(dealId, { customerId, grantId }, from, 'not-approvable', context);
    }
  }
}
