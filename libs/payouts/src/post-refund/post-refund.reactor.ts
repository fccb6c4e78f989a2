import { Inject, Injectable } from '@nestjs/common';
import { toJson, type Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { sourceOf } from '@accord/incentives';
import { ClaimDirectory, fundEvents, type FundEvent } from '@accord/mdf';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { coFunderId, type CoFunderAccount } from '../co-funder/co-funder';
import type { CoFunderEvent } from '../co-funder/co-funder.events';
import { CO_FUNDERS } from '../payouts.token';
import { postRefund } from './post-refund';

type ClaimDecided = Extract<
  Recorded<FundEvent>,
  { type: 'ClaimApproved' } | { type: 'ClaimClawedBack' }
>;

const changesRefund = (event: Recorded): event is ClaimDecided =>
  fundEvents.includes(event) &&
  (event.type === 'ClaimApproved' || event.type === 'ClaimClawedBack') &&
  event.data.refund !== null;

/** Posts what a co-funding party owes for a claim into the party's account. */
@Injectable()
export class PostRefundReactor implements Reactor {
  readonly name = 'post-claim-refund';

  constructor(
    @Inject(CO_FUNDERS) private readonly coFunders: Streams<CoFunderAccount, CoFunderEvent>,
    private readonly claims: ClaimDirectory,
    private readonly programs: ProgramDirectory,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return changesRefund(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!changesRefund(event)) return;
    const fundId = event.stream.slice('fund-'.length);
    const { requestId, claimId } = event.data;
    const found = await this.claims.approved(fundId, claimId, event.position);
    if (!found?.refund) throw new Error(`${event.type} of "${claimId}" without a refund`);
    const { programId, partnerId, refund, approvedOn, terms } = found;
    const { rules } = await this.programs.governing(programId, approvedOn);
    const { party, amount } = refund;
    const { entity } = rules;
    const owner = { party, entity, book: programId, currency: amount.currency };
    const accountId = coFunderId(owner);
    const wanted = {
      coFunder: { accountId, ...owner },
      lineId: `refund:${fundId}:${claimId}`,
      contra: terms.account ?? '4910',
      refund: {
        fundId,
        requestId,
        claimId,
        partnerId,
        amount: toJson(amount),
        approvedOn,
        sources: found.events.map(sourceOf),
      },
    };
    const today = event.envelope.occurredOn;
    const { correlationId } = event.envelope;
    const cause = { today, correlationId, causationId: event.id };
    const { envelope } = this.contexts.ofSystem([this.name, event.id], cause);
    const outcome = await this.coFunders.transact(accountId, envelope, (state) =>
      postRefund(state, wanted),
    );
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}
