import { Inject, Injectable } from '@nestjs/common';
import type { Decision, IsoDate } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ProgramDirectory, type ProgramRules } from '@accord/programs';
import { ReadStore, sql } from '@accord/read-store';
import { closeFund } from '../close-fund/close-fund';
import { expireCredits } from '../expire-credits/expire-credits';
import { expireRequest } from '../expire-request/expire-request';
import type { Fund } from '../fund';
import { FundClock } from '../fund-clock';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { remindClaim } from '../remind-claim/remind-claim';
import { settleCoop } from '../settle-coop/settle-coop';
import { FirstClaims } from './first-claims.query';

/** Funds and requests whose day has come: reminders, unclaimed money, the end of the period. */
@Injectable()
export class MdfDueWork implements DueWork {
  readonly view = 'mdf_due';

  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly store: ReadStore,
    private readonly contexts: CommandContexts,
    private readonly clock: FundClock,
    private readonly firstClaims: FirstClaims,
    private readonly programs: ProgramDirectory,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<{ kind: string; fund_id: string; request_id: string; due_on: string }>`
        select * from (
          select 'mdf-reminder' as kind, fund_id, request_id, (remind_on->>0)::date as due_on
          from mdf_due where committed_minor > 0 and claimed_minor = 0
          union all
          select 'mdf-claim-expiry', fund_id, request_id, 1 + case when exists (
            select 1 from mdf_claimants c where c.partner_id = d.partner_id
              and (c.fund_id, c.request_id) <> (d.fund_id, d.request_id)
          ) then claim_by else first_claim_by end
          from mdf_due d where committed_minor > 0
          union all
          select 'mdf-credit-expiry', fund_id, '', expires_on + 1 from mdf_credits
          union all
          select 'coop-settlement', fund_id, '', settle_on from mdf_due
          where settle_on is not null and not settled
          union all
          select 'mdf-fund-close', fund_id, request_id, closes_on from mdf_due
        ) work
        where due_on <= ${through} order by due_on, kind desc, fund_id, request_id`.execute(db),
    );
    return value.rows.map(({ kind, fund_id, request_id, due_on }) => ({
      kind,
      subject: `${fund_id}/${request_id}`,
      dueOn: due_on,
    }));
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return this.clock.programOf(subject.split('/')[0] ?? '');
  }

  async work(item: DueItem, today: IsoDate): Promise<void> {
    // Very many open requests lapse, and very many credits expire, in several appends.
    while (await this.step(item, today));
  }

  /** @returns whether something is left of it that the next append takes */
  private async step({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<boolean> {
    const [fundId = '', requestId = ''] = subject.split('/');
    const { state, revision } = await this.funds.look(fundId, { fresh: true });
    const firstClaim = await this.firstClaims.mayBeFirst(state, requestId, today);
    const rules = await this.coopRulesOf(state);
    const decide = (now: Fund): Decision<FundEvent> => {
      switch (kind) {
        case 'mdf-reminder':
          return remindClaim(now, { requestId, on: today });
        case 'mdf-claim-expiry':
          return expireRequest(now, { requestId, on: today, firstClaim });
        case 'mdf-credit-expiry':
          return expireCredits(now, { on: today });
        case 'coop-settlement':
          return settleCoop(now, { on: today, rules });
        case 'mdf-fund-close':
          return closeFund(now, { on: today });
        default:
          throw new Error(`MDF has no work of kind "${kind}"`);
      }
    };
    // A returned claim makes the same deadline due again: the revision tells the two apart.
    const origin = [kind, subject, dueOn, String(revision)] as const;
    const { envelope } = this.contexts.ofSystem(origin, { today });
    const outcome = await this.funds.transact(fundId, envelope, decide);
    if (outcome.kind === 'rejected') {
      throw new Error(`${kind} of "${subject}": ${outcome.rejections[0]?.message ?? 'refused'}`);
    }
    const { events, state: after } = outcome;
    const isOpen = after.status === 'open';
    return isOpen && events.length > 0 && ['mdf-fund-close', 'mdf-credit-expiry'].includes(kind);
  }

  /** The rules by which a co-op fund's bookings are enough: those of the days on which it earned. */
  private async coopRulesOf(state: Fund): Promise<ProgramRules | undefined> {
    if (state.status === 'unknown' || !state.earns) return undefined;
    const sight = { fresh: true };
    return (await this.programs.inForce(state.programId, state.earns.through, sight))?.rules;
  }
}
