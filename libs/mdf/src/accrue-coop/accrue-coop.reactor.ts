import { Inject, Injectable } from '@nestjs/common';
import { fromJson, type Decision, type Recorded } from '@accord/kernel';
import { DealDirectory, dealEvents, type DealEvent } from '@accord/deals';
import { EventStore, type Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory, type CoopRules, type ProgramRules } from '@accord/programs';
import { saleEvents, type SaleEvent } from '@accord/sales';
import type { Booked } from '../accrual-list/bookings.projection';
import { CoopBookings } from '../accrual-list/coop-bookings.query';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { audienceFaults } from '../fund-rules';
import { FUNDS } from '../funds.token';
import { accrueCoop } from './accrue-coop';
import { sellersOf } from './booking-sellers';
import { coopFundId, coopPeriod } from './coop-period';
import { takeBackCoop } from './take-back-coop';

type OfInterest =
  | Extract<Recorded<SaleEvent>, { type: 'SaleBooked' | 'SaleReversed' }>
  | Extract<Recorded<DealEvent>, { type: 'DealApproved' }>;

const isOfInterest = (event: Recorded): event is OfInterest =>
  (saleEvents.includes(event) && (event.type === 'SaleBooked' || event.type === 'SaleReversed')) ||
  (dealEvents.includes(event) && event.type === 'DealApproved');

/**
 * Bookings add to their partner's co-op fund where the program of the day has one; those that only name
 * an opportunity also when its registration is approved afterwards.
 */
@Injectable()
export class AccrueCoopReactor implements Reactor {
  readonly name = 'accrue-coop';

  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly log: EventStore,
    private readonly bookings: CoopBookings,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
    private readonly deals: DealDirectory,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isOfInterest(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isOfInterest(event)) return;
    switch (event.type) {
      case 'SaleBooked':
        return this.accrue(event, event.data);
      case 'DealApproved':
        return this.accrueLate(event);
      case 'SaleReversed':
        return this.takeBack(event);
    }
  }

  private async accrueLate(event: Extract<OfInterest, { type: 'DealApproved' }>): Promise<void> {
    const { opportunity } = event.data;
    const dealId = event.stream.slice('deal-'.length);
    const deal = opportunity && (await this.deals.registration(dealId, { fresh: true }));
    if (!deal) return;
    for (const booked of await this.bookings.of(deal.programId, opportunity)) {
      const isAccrued = (await this.bookings.fundsOf(booked.saleId)).length > 0;
      await this.accrue(event, booked, isAccrued);
    }
  }

  private async accrue(event: OfInterest, booked: Booked, isAccrued = false): Promise<void> {
    const { programId, bookedOn, opportunity } = booked;
    const program = await this.programs.inForce(programId, bookedOn, { fresh: true });
    if (!program?.rules.coop) return;
    const { position } = await this.log.head();
    const deals = opportunity ? await this.deals.approvedFor(programId, opportunity, position) : [];
    const named = await this.namedBy(booked);
    for (const partnerId of sellersOf(named, deals, { ...program.rules, isAccrued })) {
      await this.accrueFor(partnerId, event, booked, program.rules, program.rules.coop);
    }
  }

  private async accrueFor(
    partnerId: string,
    event: OfInterest,
    { saleId, programId, bookedOn, netArr, annualFees }: Booked,
    rules: ProgramRules,
    coop: CoopRules,
  ): Promise<void> {
    const { standing } = await this.partners.standing(partnerId, bookedOn, { fresh: true });
    if (!standing.enrolled || audienceFaults(coop, standing).length > 0) return;
    const base = fromJson(coop.basis === 'netArr' ? netArr : annualFees);
    if (base.minor <= 0n) return;
    const period = coopPeriod(bookedOn, coop, rules);
    const fundId = coopFundId(programId, partnerId, period, base.currency);
    const booking = { fundId, programId, partnerId, saleId, base, bookedOn };
    const facts = { rules, coop, period };
    await this.tell(event, [fundId, saleId], (state) => accrueCoop(state, booking, facts));
  }

  private async takeBack(event: Extract<OfInterest, { type: 'SaleReversed' }>): Promise<void> {
    const saleId = event.stream.slice('sale-'.length);
    const on = event.data.reversedOn;
    for (const fundId of await this.bookings.fundsOf(saleId)) {
      await this.tell(event, [fundId, saleId], (state) => takeBackCoop(state, { saleId, on }));
    }
  }

  /** The partner of the registration that the booking names, or of an order without one. */
  private async namedBy({ dealId, partnerId }: Booked): Promise<string | undefined> {
    if (dealId === null) return partnerId;
    return (await this.deals.registration(dealId, { fresh: true }))?.partnerId;
  }

  private async tell(
    event: OfInterest,
    [fundId, saleId]: readonly [fundId: string, saleId: string],
    decide: (state: Fund) => Decision<FundEvent>,
  ): Promise<void> {
    const { occurredOn: today, correlationId } = event.envelope;
    const cause = { today, correlationId, causationId: event.id };
    const { envelope } = this.contexts.ofSystem([this.name, event.id, fundId, saleId], cause);
    const outcome = await this.funds.transact(fundId, envelope, decide);
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}
