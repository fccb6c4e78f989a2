import { Inject, Injectable } from '@nestjs/common';
import { fold, type IsoDate, type LogPosition } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import {
  ProgramClock,
  ProgramDirectory,
  loserOutcome,
  type PricingRules,
  type ProgramInForce,
} from '@accord/programs';
import { isMereBidder } from '../approve-deal/approval-bars';
import type { Deal, Registration } from '../deal';
import type { DealEvent } from '../deal.events';
import { DealQueues } from '../deal-queue/deal-queues.query';
import { DEALS } from '../deals.token';
import { IncumbentsQuery } from '../incumbents/incumbents.query';
import { PreferredPartners } from '../preferred-partner/preferred-partner-directory';
import { priceOf, type Price, type PriceFacts } from './price';
import { priceState, recordedOutcome, type PriceState } from './price-state';
import type { Way } from './way';

export interface DealPriced {
  readonly registration: Registration;
  readonly program: string;
  readonly illustrative: boolean;
  readonly way: Way;
  /** Whether it rests on a holder that was found but not yet decided. */
  readonly provisional: boolean;
  readonly prices: readonly Price[];
}

/** Answers what the parties of a deal pay today, and why. */
@Injectable()
export class DealPrices {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
    private readonly queues: DealQueues,
    private readonly incumbents: IncumbentsQuery,
    private readonly preferred: PreferredPartners,
    private readonly clock: ProgramClock,
  ) {}

  /**
   * @param atLeast log position that the answer must include
   * @returns undefined where there is no such deal; null where its program has no prices for it
   */
  async of(dealId: string, atLeast?: LogPosition): Promise<DealPriced | null | undefined> {
    const state = fold(priceState, await this.deals.events(dealId));
    if (state.deal.status === 'unknown') return undefined;
    const { registration } = state.deal;
    const today = await this.clock.today(registration.programId);
    const program = await this.rules(state, registration, today);
    const pricing = program?.rules.pricing;
    if (!program || !pricing) return null;
    if (pricing.dealTypes && !pricing.dealTypes.includes(registration.dealType)) return null;
    const found = await this.facts(state, registration, program, today, atLeast);
    const { rules, label } = program;
    return {
      registration,
      program: label,
      ...this.priced(rules, pricing, found.facts),
      provisional: found.provisional,
    };
  }

  private priced(rules: ProgramInForce['rules'], pricing: PricingRules, facts: PriceFacts) {
    return { illustrative: pricing.illustrative, ...priceOf(rules, pricing, facts) };
  }

  /** An approved deal keeps the rules of its approval. */
  private rules(
    { approvedOn }: PriceState,
    { programId }: Registration,
    today: IsoDate,
  ): Promise<ProgramInForce | undefined> {
    return this.programs.inForce(programId, approvedOn ?? today, { fresh: true });
  }

  private async facts(
    state: PriceState,
    registration: Registration,
    { rules }: ProgramInForce,
    today: IsoDate,
    atLeast: LogPosition | undefined,
  ): Promise<{ facts: PriceFacts; provisional: boolean }> {
    const { status } = state.deal;
    const { customerId, agreed, renewal } = state;
    const { partnerId, programId, opportunity, territory } = registration;
    const recorded = recordedOutcome(state, rules);
    const { standing } = await this.partners.standing(partnerId, today, { fresh: true });
    const waits = status === 'pending' || status === 'returned';
    const held =
      waits && recorded === null && (await this.isHeld(registration, rules, today, atLeast));
    const outranked = held ? loserOutcome(rules, territory) : recorded;
    // Only one registration of an opportunity counts as sourced.
    const followed =
      state.wonLate && (await this.queues.isFollowed(registration.dealId, today, atLeast));
    const incumbent =
      customerId === null ? undefined : await this.incumbents.of(programId, customerId, atLeast);
    const chosen = opportunity === null ? null : await this.preferred.of(programId, opportunity);
    return {
      provisional: held,
      facts: {
        status,
        registration,
        renewal,
        outranked: waits ? outranked : null,
        followed,
        preferred: chosen === null ? null : chosen === partnerId ? 'partner' : 'another',
        track: standing.enrolled ? standing.track : '',
        incumbent: !incumbent
          ? 'nobody'
          : incumbent.partnerId === partnerId
            ? 'partner'
            : 'another',
        lastRate: incumbent?.lastRate ?? null,
        agreed,
      },
    };
  }

  /** Bidders come behind whoever was approved, also when that one is lost. */
  private async isHeld(
    registration: Registration,
    rules: ProgramInForce['rules'],
    today: IsoDate,
    atLeast: LogPosition | undefined,
  ): Promise<boolean> {
    const seen = await this.queues.of(registration.dealId, today, atLeast);
    if (!seen) return false;
    const { holders, approved } = seen.queue;
    const before = isMereBidder(rules, registration) ? approved : holders;
    return before.some((one) => one !== seen.own);
  }
}
