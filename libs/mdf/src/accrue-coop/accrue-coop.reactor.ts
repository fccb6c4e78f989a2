import { Inject, Injectable } from '@nestjs/common';
import { fromJson, type Decision, type Recorded } from '@accord/kernel';
import { DealDirectory } from '@accord/deals';
import { EventStore, type Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import { saleEvents, type SaleEvent } from '@accord/sales';
import type { AccrualRow } from '../accrual-list/accruals.projection';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { audienceFaults } from '../fund-rules';
import { FUNDS } from '../funds.token';
import { accrueCoop } from './accrue-coop';
import { coopFundId, coopPeriod } from './coop-period';
import { takeBackCoop } from './take-back-coop';

type Booked = Extract<Recorded<SaleEvent>, { type: 'SaleBooked' }>;
type Reversed = Extract<Recorded<SaleEvent>, { type: 'SaleReversed' }>;

const isOfInterest = (event: Recorded): event is Booked | Reversed =>
  saleEvents.includes(event) && (event.type === 'SaleBooked' || event.type === 'SaleReversed');

/** Bookings add to their partner's co-op fund where the program of the day has one. */
@Injectable()
export class AccrueCoopReactor implements Reactor {
  readonly name = 'accrue-coop';

  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly log: EventStore,
    private readonly store: ReadStore,
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
    if (event.type === 'SaleBooked') await this.accrue(event);
    else await this.takeBack(event);
  }

  private async accrue(event: Booked): Promise<void> {
    const { saleId, programId, bookedOn, netArr, annualFees } = event.data;
    const program = await this.programs.inForce(programId, bookedOn, { fresh: true });
    const coop = program?.rules.coop;
    const partnerId = coop && (await this.sellerOf(event));
    if (!program || !coop || !partnerId) return;
    const { standing } = await this.partners.standing(partnerId, bookedOn, { fresh: true });
    if (!standing.enrolled || audienceFaults(coop, standing).length > 0) return;
    const base = fromJson(coop.basis === 'netArr' ? netArr : annualFees);
    if (base.minor <= 0n) return;
    const { rules } = program;
    const period = coopPeriod(bookedOn, coop, rules);
    const fundId = coopFundId(programId, partnerId, period, base.currency);
    const booking = { fundId, programId, partnerId, saleId, base, bookedOn };
    await this.tell(event, fundId, (state) => accrueCoop(state, booking, { rules, coop, period }));
  }

  private async takeBack(event: Reversed): Promise<void> {
    const saleId = event.stream.slice('sale-'.length);
    const { position } = await this.log.head();
    const { value } = await this.store.views.read(
      ['mdf_accruals'],
      (db) => sql<AccrualRow>`select * from mdf_accruals where sale_id = ${saleId}`.execute(db),
      position,
    );
    const [accrual] = value.rows;
    if (!accrual) return;
    const on = event.data.reversedOn;
    await this.tell(event, accrual.fund_id, (state) => takeBackCoop(state, { saleId, on }));
  }

  /** Who sold it: the partner of the registration, or of an order without one. */
  private async sellerOf({ data: { dealId, partnerId } }: Booked): Promise<string | undefined> {
    if (dealId === null) return partnerId;
    return (await this.deals.registration(dealId, { fresh: true }))?.partnerId;
  }

  private async tell(
    event: Booked | Reversed,
    fundId: string,
    decide: (state: Fund) => Decision<FundEvent>,
  ): Promise<void> {
    const { occurredOn: today, correlationId } = event.envelope;
    const cause = { today, correlationId, causationId: event.id };
    const { envelope } = this.contexts.ofSystem([this.name, event.id], cause);
    const outcome = await this.funds.transact(fundId, envelope, decide);
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}
