import { Inject, Injectable } from '@nestjs/common';
import type { LogPosition, Recorded } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import {
  GroundsQuery,
  measureBody,
  measuresOf,
  type EarningLine,
  type Ground,
} from '@accord/incentives';
import { QueryReply, type AtLeastQuery, type Caller } from '@accord/platform';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { covers } from '../account/hold';
import { disputesOf } from '../dispute-list/dispute-row';
import { disputeBody } from '../dispute-list/dispute.response';
import { holdsOf } from '../hold-list/hold-row';
import { holdBody } from '../hold-list/hold.response';
import { PaymentsQuery } from '../payment-list/payments.query';
import { ACCOUNTS, PAYOUTS } from '../payouts.token';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import type { StatementRow } from '../statement-list/statement-row';
import { StatementsQuery } from '../statement-list/statements.query';
import { lineBodyFor } from '../statement/line.response';
import type {
  ApprovalBody,
  ExplainedEventBody,
  ExplanationBody,
  GroundBody,
} from './explanation.response';
import { namedEvent } from './made-up';
import { PinnedLine } from './pinned-line.query';

/** Explains one line of a statement in one answer, from the log. */
@Injectable()
export class ExplanationQuery {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    private readonly statements: StatementsQuery,
    private readonly payments: PaymentsQuery,
    private readonly log: EventStore,
    private readonly pinned: PinnedLine,
    private readonly grounds: GroundsQuery,
  ) {}

  /** @returns undefined when there is no such line, or none that this caller may see */
  async of(
    caller: Caller,
    statementId: string,
    lineId: string,
    query: AtLeastQuery,
  ): Promise<QueryReply<ExplanationBody> | undefined> {
    const { value, position, stale } = await this.statements.line(
      caller,
      statementId,
      lineId,
      query,
    );
    if (!value) return undefined;
    const line = lineBodyFor(caller)(value.line);
    const events = await Promise.all(
      line.sources.map(async (source) => {
        const stored = await this.log.eventAt(source.stream, source.revision);
        return explained(namedEvent(source, stored), caller);
      }),
    );
    const earned = await this.pinned.of(caller, value);
    const grounds = earned ? await this.groundsOf(earned.line, earned.position, caller) : [];
    const measures = earned ? measuresOf(earned.line) : [];
    const approval = await this.approval(value.row, caller);
    const { partner_id: partnerId, account_id: accountId } = value.row;
    const payments = await this.payments.ofStatement(accountId, statementId);
    const account = await this.accounts.events(accountId);
    const holds = holdsOf(account)
      .filter(({ scope }) => covers(scope, lineId, value.line.basis))
      .map(holdBody);
    const disputes = disputesOf(account)
      .map(disputeBody)
      .filter((one) => one.lineId === lineId || one.adjustmentLineId === lineId);
    const body = {
      statementId,
      partnerId,
      line,
      events,
      grounds,
      measures: measures.map((one) => measureBody(one, measuresPath(statementId, lineId))),
      approval,
      holds,
      disputes,
      payments,
    };
    return new QueryReply(body, position, stale);
  }

  private async groundsOf(
    line: EarningLine,
    position: LogPosition,
    caller: Caller,
  ): Promise<GroundBody[]> {
    const grounds = await this.grounds.of(line, position);
    const { partnerId } = caller;
    // Where a distributor is paid, who its partner is to the vendor is not for it.
    const isForCaller = ({ event: { stream } }: Ground): boolean =>
      partnerId === null || !stream.startsWith('partner-') || stream === `partner-${partnerId}`;
    return grounds
      .filter(isForCaller)
      .map(({ decides, event }) => ({ decides, ...explained(event, caller) }));
  }

  /** Who let a statement's money go; a partner does not read who acted at the vendor. */
  async approval(row: StatementRow, caller: Caller): Promise<ApprovalBody> {
    const { state } = await this.payouts.look(row.payout_id, { fresh: false });
    if (!('approval' in state)) {
      throw new Error(`"${row.statement_id}" was issued without an approval`);
    }
    const isVendor = caller.partnerId === null;
    return {
      payoutId: row.payout_id,
      position: row.facts_through,
      root: row.root,
      proposedBy: isVendor ? state.proposal.proposedBy.principal : null,
      approvedBy: isVendor ? state.approval.approvedBy.principal : null,
      issuedOn: row.issued_on,
    };
  }
}

const measuresPath = (statementId: string, lineId: string): string =>
  `/v1/statements/${encodeURIComponent(statementId)}/lines/${encodeURIComponent(lineId)}/measures`;

/** A partner reads neither who acted at the vendor nor what was meant for inside. */
function explained(event: Recorded, { partnerId }: Caller): ExplainedEventBody {
  const { actor, occurredOn, programVersion, reason } = event.envelope;
  const isVendor = partnerId === null;
  return {
    eventId: event.id,
    stream: event.stream,
    revision: event.revision,
    position: event.position.toString(),
    type: event.type,
    recordedAt: event.recordedAt,
    occurredOn,
    actor: isVendor ? actor.principal : null,
    role: actor.role,
    programVersion: programVersion ?? null,
    reason: reason?.public ?? (isVendor ? reason?.internal : undefined) ?? null,
  };
}
