import { Inject, Injectable } from '@nestjs/common';
import { under, type Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import type { Reactor } from '@accord/platform';
import { loserOutcome } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { exclusivityEvents, type ExclusivityEvent } from '../exclusivity/exclusivity.events';
import { RulesOfDeals } from '../rules-registry';
import { breakProtection } from './break-protection';

type Released = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityReleased' }>;

const isReleased = (event: Recorded): event is Released =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityReleased';

/**
 * Tells a deal that its grant was taken away: for another deal that the customer, its own partner or a
 * person put before it, or because the process died before it could.
 */
@Injectable()
export class RecordBrokenReactor implements Reactor {
  readonly name = 'record-broken-protection';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly rules: RulesOfDeals,
  ) {}

  handles(event: Recorded): boolean {
    return isReleased(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isReleased(event)) return;
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
