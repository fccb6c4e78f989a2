import { Inject, Injectable } from '@nestjs/common';
import type { Sight, Streams } from '@accord/event-store';
import { opportunityId, type Opportunity } from '../opportunity/opportunity';
import type { OpportunityEvent } from '../opportunity/opportunity.events';
import { OPPORTUNITIES } from '../sales.token';

/** What other contexts may ask about opportunities while they decide. */
@Injectable()
export class OpportunityDirectory {
  constructor(
    @Inject(OPPORTUNITIES) private readonly opportunities: Streams<Opportunity, OpportunityEvent>,
  ) {}

  /**
   * @param sight of the decision that asks: a fresh one reads the opportunity's stream first
   * @returns how the sales system last reported it, and the revision of its stream (-1: never)
   */
  async reported(
    at: { readonly source: string; readonly ref: string },
    sight: Sight,
  ): Promise<{ readonly opportunity: Opportunity; readonly revision: number }> {
    const { state, revision } = await this.opportunities.look(opportunityId(at), sight);
    // A dot in the source could lead to another opportunity's stream.
    const other = state.status !== 'unreported' && state.source !== at.source;
    return other
      ? { opportunity: { status: 'unreported' }, revision: -1 }
      : { opportunity: state, revision };
  }
}
