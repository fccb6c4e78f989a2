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
import { approveAsGranted } from './approve-deal';

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
    const grant = event.data;
    const { dealId, customerId, grantId, from, until, by } = grant;
    const { state: deal } = await this.deals.look(dealId, { fresh: true });
    if (deal.status === 'unknown' || ('approval' in deal && deal.approval.grantId === grantId))
      return;
    // The same command as the grant's: whoever of the two records the approval first, it is one.
    const envelope = { ...event.envelope, causationId: event.id };
    const { partnerId, dealType, opportunity } = deal.registration;
    const window = { approvedOn: from, expiresOn: until, by, customerId, grantId };
    const approval = { ...window, partnerId, dealType, opportunity };
    const outcome = await this.deals.transact(dealId, envelope, (state) =>
      by === 'reinstatement'
        ? reinstateProtection(state, approval)
        : approveAsGranted(state, grant, approval),
    );
    if (outcome.kind === 'rejected') {
      const cause = { today: event.envelope.occurredOn, causationId: event.id };
      const context = this.contexts.ofSystem([this.name, event.id], cause);
      await this.releases.release(dealId, { customerId, grantId }, from, 'not-approvable', context);
    }
  }
}
