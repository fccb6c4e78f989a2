import { Inject, Injectable } from '@nestjs/common';
import { fold, type LogPosition } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { ProgramClock, ProgramDirectory } from '@accord/programs';
import { OpportunityDirectory } from '@accord/sales';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { priceState } from '../deal-price/price-state';
import { DEALS } from '../deals.token';
import { attributionOf } from './attribution';
import type { AttributionBody } from './attribution.response';
import { IncumbentsQuery } from './incumbents.query';

/** Answers who brought a deal's business: the vendor, or a partner. */
@Injectable()
export class AttributionQuery {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly programs: ProgramDirectory,
    private readonly incumbents: IncumbentsQuery,
    private readonly opportunities: OpportunityDirectory,
    private readonly clock: ProgramClock,
  ) {}

  /**
   * @param atLeast log position that the answer must include
   * @returns undefined when there is no such deal
   */
  async of(dealId: string, atLeast?: LogPosition): Promise<AttributionBody | undefined> {
    const { deal, approvedOn, customerId, renewal } = fold(
      priceState,
      await this.deals.events(dealId),
    );
    if (deal.status === 'unknown') return undefined;
    const { programId, opportunity } = deal.registration;
    const today = await this.clock.today(programId);
    const program = await this.programs.inForce(programId, approvedOn ?? today, { fresh: true });
    const inherits =
      renewal !== 'none' && program?.rules.attribution?.renewalSource === 'oldestNewBusiness';
    const first =
      inherits && customerId !== null
        ? await this.incumbents.firstOrder(programId, customerId, atLeast)
        : undefined;
    const ref = first ? refOf(first.opportunity) : opportunity;
    const { opportunity: reported } = ref
      ? await this.opportunities.reported(ref, { fresh: true })
      : { opportunity: { status: 'unreported' } as const };
    return attributionOf({
      registered: first ? first.registered : approvedOn !== null,
      initialSource: reported.status === 'unreported' ? null : reported.facts.initialSource,
      from: first ? { saleId: first.saleId, bookedOn: first.bookedOn } : null,
    });
  }
}

function refOf(text: string | null): { source: string; ref: string } | null {
  const [source, ref] = text?.split(/\/(.*)/s) ?? [];
  return source !== undefined && ref !== undefined ? { source, ref } : null;
}
