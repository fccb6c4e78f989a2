import { Inject, Injectable } from '@nestjs/common';
import {
  fromJson,
  quarterOf,
  type Currency,
  type Decision,
  type IsoDate,
  type Recorded,
} from '@accord/kernel';
import { DealDirectory, dealEvents, type DealEvent } from '@accord/deals';
import { EventStore, type Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory, wantedRate, type ProgramRules } from '@accord/programs';
import { RateDirectory, rateEvents, type RateEvent } from '@accord/rates';
import { saleEvents, type SaleEvent } from '@accord/sales';
import type { Booked } from '../accrual-list/bookings.projection';
import { CoopBookings } from '../accrual-list/coop-bookings.query';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { audienceFaults } from '../fund-rules';
import { FUNDS } from '../funds.token';
import { accrueCoop } from './accrue-coop';
import type { Booking } from './booking';
import { sellersOf } from './booking-sellers';
import { convertedBy, type Converted } from './coop-rate';
import { coopFundId, coopPeriod } from './coop-period';
import { reviseCoop } from './revise-coop';
import { takeBackCoop } from './take-back-coop';

type OfInterest =
  | Extract<Recorded<SaleEvent>, { type: 'SaleBooked' | 'SaleReversed' }>
  | Extract<Recorded<DealEvent>, { type: 'DealApproved' }>
  | Recorded<RateEvent>;

const isOfInterest = (event: Recorded): event is OfInterest =>
  (saleEvents.includes(event) && (event.type === 'SaleBooked' || event.type === 'SaleReversed')) ||
  (dealEvents.includes(event) && event.type === 'DealApproved') ||
  rateEvents.includes(event);

/**
 * Bookings add to their partner's co-op fund where the program of the day has one; those that only name
 * an opportunity also when its registration is approved afterwards, and those in another currency when their
 * rate has come, or is corrected.
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
    private readonly rates: RateDirectory,
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
      case 'RatesPublished':
      case 'RatesCorrected':
        await this.accrueWaiting(event);
        return this.revise(event);
    }
  }

  private async accrueLate(event: Extract<OfInterest, { type: 'DealApproved' }>): Promise<void> {
    const { opportunity } = event.data;
    const dealId = event.stream.slice('deal-'.length);
    const deal = opportunity && (await this.deals.registration(dealId, { fresh: true }));
    if (!deal) return;
    const versions = await this.programs.versions(deal.programId, { fresh: true });
    // Most programs have no such fund: their approvals wait for no view.
    if (!versions.some(({ rules }) => rules.coop)) return;
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
    const { netArr, annualFees } = booked;
    const base = fromJson(program.rules.coop.basis === 'netArr' ? netArr : annualFees);
    for (const partnerId of sellersOf(named, deals, { ...program.rules, isAccrued })) {
      await this.accrueFor(event, { ...booked, partnerId, base }, program.rules);
    }
  }

  private async accrueWaiting(event: Recorded<RateEvent>): Promise<void> {
    for (const waiting of await this.bookings.awaiting(event.data.source)) {
      const { programId, bookedOn } = waiting;
      const program = await this.programs.inForce(programId, bookedOn, { fresh: true });
      const base = fromJson(waiting.base);
      if (program) await this.accrueFor(event, { ...waiting, base }, program.rules);
    }
  }

  /** What was counted by an earlier word of the source counts by its last one. */
  private async revise(event: Recorded<RateEvent>): Promise<void> {
    const { source, publishedOn } = event.data;
    for (const counted of await this.bookings.countedBy(source, publishedOn)) {
      const { fundId, bookedOn } = counted;
      const { state } = await this.funds.look(fundId, { fresh: true });
      if (state.status === 'unknown') continue;
      const { programId } = state;
      const program = await this.programs.inForce(programId, bookedOn, { fresh: true });
      if (!program?.rules.coop) continue;
      const { rules } = program;
      const { coop } = program.rules;
      const base = fromJson(counted.base);
      const converted = await this.convert(base.currency, bookedOn, rules, event);
      const booking = { ...counted, programId, base };
      await this.tell(event, [fundId, counted.saleId], (fund) =>
        reviseCoop(fund, booking, { rules, coop, converted }),
      );
    }
  }

  private async accrueFor(
    event: OfInterest,
    { saleId, programId, partnerId, bookedOn, base }: Omit<Booking, 'fundId'>,
    rules: ProgramRules,
  ): Promise<void> {
    const { coop } = rules;
    if (!coop) return;
    const { standing } = await this.partners.standing(partnerId, bookedOn, { fresh: true });
    if (!standing.enrolled || audienceFaults(coop, standing).length > 0) return;
    if (base.minor <= 0n) return;
    const period = coopPeriod(bookedOn, coop, rules);
    const fundId = coopFundId(programId, partnerId, period, rules.currency);
    const booking = { fundId, programId, partnerId, saleId, base, bookedOn };
    const converted = await this.convert(base.currency, bookedOn, rules, event);
    const facts = { rules, coop, period, converted };
    await this.tell(event, [fundId, saleId], (state) => accrueCoop(state, booking, facts));
  }

  private async convert(
    from: Currency,
    bookedOn: IsoDate,
    rules: ProgramRules,
    { envelope }: OfInterest,
  ): Promise<Converted | null> {
    const quarter = quarterOf(bookedOn, rules.fiscalYear);
    const wanted = wantedRate(from, { bookedOn, quarter }, rules);
    if (!wanted) return null;
    const last = await this.rates.lastOn(wanted.source, wanted.day, { fresh: true });
    return convertedBy(last, wanted, envelope.occurredOn);
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
