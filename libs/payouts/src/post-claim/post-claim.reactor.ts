import { Inject, Injectable } from '@nestjs/common';
import { toJson, type Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { sourceOf } from '@accord/incentives';
import { ClaimDirectory, fundEvents, type FundEvent } from '@accord/mdf';
import { CommandContexts, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { ACCOUNTS } from '../payouts.token';
import { accountId } from '../account/account-id';
import { postClaim } from './post-claim';

type ClaimDecided = Extract<
  Recorded<FundEvent>,
  | { type: 'ClaimApproved' }
  | { type: 'ClaimClawedBack' }
  | { type: 'CoopSettled' }
  | { type: 'CoopTakenBack' }
  | { type: 'CoopRevised' }
>;

const isClaimDecided = (event: Recorded): event is ClaimDecided =>
  fundEvents.includes(event) &&
  (event.type === 'ClaimApproved' ||
    event.type === 'ClaimClawedBack' ||
    (event.type === 'CoopSettled' && event.data.outcome === 'paid-out') ||
    ((event.type === 'CoopTakenBack' || event.type === 'CoopRevised') &&
      event.data.rebate !== undefined));

export const POST_CLAIM = 'post-fund-claim';

/** How a line names what a co-op fund pays out instead of funding activities. */
const REBATE = { requestId: 'coop', claimId: 'rebate' } as const;

/** Posts the financial lines of a fund's event into the payee's account. */
@Injectable()
export class PostClaimReactor implements Reactor {
  readonly name = POST_CLAIM;

  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    @Inject(ClaimDirectory)
    private readonly claims: Pick<ClaimDirectory, 'approved' | 'paidOut'>,
    private readonly programs: ProgramDirectory,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isClaimDecided(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isClaimDecided(event)) return;
    const fundId = event.stream.slice('fund-'.length);
    const { requestId, claimId } = 'claimId' in event.data ? event.data : REBATE;
    const isRebate = claimId === REBATE.claimId && requestId === REBATE.requestId;
    const found = isRebate
      ? await this.claims.paidOut(fundId, event.position)
      : await this.claims.approved(fundId, claimId, event.position);
    if (!found) throw new Error(`${event.type} of "${claimId}" without an approval`);
    const { programId, partnerId, amount, approvedOn, terms } = found;
    // A day given by a slip of the pen must not hold up what others are owed.
    const { rules } = await this.programs.governing(programId, approvedOn);
    const id = accountId(rules.entity, partnerId, amount.currency);
    const claim = {
      lineId: `mdf:${fundId}:${claimId}`,
      programId,
      fundId,
      requestId,
      claimId,
      amount: toJson(amount),
      approvedOn,
      sources: found.events.map(sourceOf),
      ...(terms.setOff === false && { setOff: terms.setOff }),
    };
    const contra = isRebate ? '4900' : (terms.account ?? '4910');
    const today = event.envelope.occurredOn;
    const { correlationId } = event.envelope;
    const cause = { today, correlationId, causationId: event.id };
    const { envelope } = this.contexts.ofSystem([this.name, event.id], cause);
    const outcome = await this.accounts.transact(id, envelope, (state) =>
      postClaim(state, { accountId: id, partnerId, claim, contra }),
    );
    if (outcome.kind === 'rejected') throw new Error(outcome.rejections[0]?.message);
  }
}
