import { Inject, Injectable } from '@nestjs/common';
import { under, type Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { Reactor } from '@accord/platform';
import { loserOutcome } from '@accord/programs';
import type { Deal } from '../deal';
import { dealEvents, type DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import { isReleased, type Released } from '../exclusivity/released';
import { RulesOfDeals } from '../rules-registry';
import { breakProtection } from './break-protection';

type Approved = Extract<Recorded<DealEvent>, { type: 'DealApproved' }>;

const isTakeOver = (event: Recorded): event is Approved =>
  dealEvents.includes(event) &&
  event.type === 'DealApproved' &&
  (event.data.by === 'customer-letter' || event.data.by === 'transfer');

/**
 * Tells a deal that its grant was taken away: for another deal that the customer, its own partner or a
 * person put before it, or because the process died before it could. What was taken over for another deal
 * is told once that one is approved: until then it may come back.
 */
@Injectable()
export class RecordBrokenReactor implements Reactor {
  readonly name = 'record-broken-protection';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly rules: RulesOfDeals,
    private readonly exclusivities: CustomerExclusivities,
  ) {}

  handles(event: Recorded): boolean {
    return isReleased(event) || isTakeOver(event);
  }

  async react(event: Recorded): Promise<void> {
    if (isReleased(event)) {
      if (await this.stands(event)) await this.record(event);
    } else if (isTakeOver(event)) {
      const { customerId, grantId } = event.data;
      if (customerId === null || grantId === null) return;
      const taken = await this.exclusivities.takenOver(customerId, grantId);
      for (const released of taken) await this.record(released);
    }
  }

  /** Whether what took it over has come to an approval; what nobody took over ended for itself. */
  private async stands({ data: { takenBy } }: Released): Promise<boolean> {
    if (!takenBy) return true;
    const events = await this.deals.events(takenBy.dealId);
    return events.some(
      (event) => event.type === 'DealApproved' && event.data.grantId === takenBy.grantId,
    );
  }

  private async record(event: Released): Promise<void> {
    const { dealId, grantId, releasedOn: on, why, evidence } = event.data;
    switch (why) {
      case 'withdrawn':
      case 'lost':
      case 'not-approvable':
        return;
      case 'customer-letter':
      case 'inactivity':
      case 'non-compliance':
      case 'transferred':
      case 'customers-merged': {
        if (!evidence) throw new Error(`The release of grant "${grantId}" names no evidence`);
        // The command that took it away: whoever of the two records it first, it is one.
        const envelope = { ...event.envelope, causationId: event.id };
        const broken = { grantId, cause: why, evidence, on };
        await this.deals.transact(dealId, envelope, async (state, sight) => {
          if (why !== 'customers-merged' || state.status === 'unknown') {
            return breakProtection(state, broken);
          }
          const { rules, label } = await this.rules.on(state, on, sight);
          const outcome = loserOutcome(rules, state.registration.territory);
          return under(label, breakProtection(state, { ...broken, outcome }));
        });
      }
    }
  }
}
