import { Inject, Injectable } from '@nestjs/common';
import { plusDays, type Recorded } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import { PartnerDirectory, partnerEvents, type PartnerEvent } from '@accord/partners';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { endOfAgreement } from './end-of-agreement';
import { ENDED_AT_ONCE } from './ended-at-once';

type Ended = Extract<Recorded<PartnerEvent>, { type: 'AgreementEnded' }>;

const isEnded = (event: Recorded): event is Ended =>
  partnerEvents.includes(event) && event.type === 'AgreementEnded';

/** When a partner's last agreement has ended, its open requests for money end as the program says. */
@Injectable()
export class EndOfAgreementReactor implements Reactor {
  readonly name = 'end-of-agreement';

  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly log: EventStore,
    private readonly store: ReadStore,
    private readonly partners: PartnerDirectory,
    private readonly programs: ProgramDirectory,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isEnded(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isEnded(event)) return;
    const { partnerId, endedOn } = event.data;
    const sight = { fresh: true };
    const { standing } = await this.partners.standing(partnerId, plusDays(endedOn, 1), sight);
    if (!standing.enrolled || standing.territories.length > 0) return;
    const { position } = await this.log.head();
    const { value } = await this.store.views.read(
      ['mdf_requests'],
      (db) =>
        sql<{ fund_id: string }>`
          select distinct fund_id from mdf_requests
          where partner_id = ${partnerId} and status in ('requested', 'approved')`.execute(db),
      position,
    );
    const on = event.envelope.occurredOn;
    const program = await this.programs.inForce(standing.programId, endedOn, sight);
    const { correlationId } = event.envelope;
    const cause = { today: on, correlationId, causationId: event.id };
    for (const { fund_id } of value.rows) {
      // A step that was done before is recognised, and the next one follows where it was a full one.
      for (let step = 0, ended = ENDED_AT_ONCE; ended === ENDED_AT_ONCE; step++) {
        const origin = [event.id, fund_id, ...(step === 0 ? [] : [String(step)])];
        const { envelope } = this.contexts.ofSystem([this.name, ...origin], cause);
        const outcome = await this.funds.transact(fund_id, envelope, (state) =>
          endOfAgreement(state, { partnerId, endedOn }, { on, rules: program?.rules }),
        );
        if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
        ended = outcome.events.length;
      }
    }
  }
}
