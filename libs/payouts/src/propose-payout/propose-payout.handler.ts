import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  accepted,
  currency as currencyOf,
  parseAmount,
  rejected,
  rejectedFor,
  toJson,
  type Decision,
  type FiscalQuarter,
  type IsoDate,
  type Rejection,
} from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { accountId } from '../account/account-id';
import { awaitConclusion } from '../payout/await-conclusion';
import type { DraftsRequest, Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { personOf } from '../payout/person-of';
import { ACCOUNTS, PAYOUTS, PERIODS } from '../payouts.token';
import { periodId, type Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { DraftStatements, StatementUnfinished } from './draft-statements.query';
import { ProposalSum } from './proposal-sum';
import { nothingToPay, proposed, requestDrafts } from './propose-payout';

export interface ProposePayout {
  readonly payoutId: string;
  readonly book: string;
  readonly quarter: FiscalQuarter;
  readonly kind: string;
  readonly payOn: IsoDate;
  /** Payees that are paid whatever the minimum; absent: none. */
  readonly belowMinimum?: readonly string[];
}

type PayoutOutcome = Outcome<Payout, PayoutEvent>;

export class ProposePayoutCommand extends Command<PayoutOutcome> {
  constructor(
    readonly body: ProposePayout,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Records what is asked for; the worker drafts every statement and proposes them under one root. */
@CommandHandler(ProposePayoutCommand)
export class ProposePayoutHandler implements ICommandHandler<ProposePayoutCommand> {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    @Inject(ACCOUNTS) private readonly accounts: Streams<Account, AccountEvent>,
    private readonly programs: ProgramDirectory,
    private readonly statements: DraftStatements,
  ) {}

  async execute({ body, context }: ProposePayoutCommand): Promise<PayoutOutcome> {
    const { envelope, options, today } = context;
    const { payoutId, book } = body;
    const answer = (
      decide: (state: Payout) => Decision<PayoutEvent> | Promise<Decision<PayoutEvent>>,
    ) => this.payouts.transact(payoutId, envelope, decide, options);

    const { state: period } = await this.periods.look(periodId(body), { fresh: true });
    if (period.status !== 'closed') {
      return answer(() => rejected('period-not-closed', `${body.quarter} is not closed yet`));
    }
    const program = await this.programs.inForce(book, today, { fresh: true });
    if (!program) return answer(() => rejected('book-unknown', `No program "${book}" is in force`));
    const { entity, currency, payout } = program.rules;
    const { minimum, setOff = true } = payout;
    const unknown = await this.withoutAccount(body, { entity, currency });
    if (unknown.length > 0) return answer(() => rejectedFor(unknown));
    const request: DraftsRequest = {
      ...body,
      proposalId: envelope.commandId,
      entity,
      currency,
      position: period.position.toString(),
      frozen: { lines: period.lines, orderedBy: period.orderedBy },
      terms: {
        minimum: minimum === undefined ? null : toJson(parseAmount(minimum, currencyOf(currency))),
        setOff,
      },
      requestedBy: personOf(envelope),
    };
    const outcome = await answer((state) => {
      const decision = requestDrafts(state, request);
      if (!options.dryRun || decision.kind === 'rejected') return decision;
      return this.tried(request, decision.events);
    });
    return awaitConclusion(
      this.payouts,
      payoutId,
      outcome,
      ({ type }) => ['PayoutProposed', 'DraftsRefused'].includes(type),
      refusalIn,
    );
  }

  /** Whose money waits has an account. */
  private async withoutAccount(
    { belowMinimum = [] }: ProposePayout,
    { entity, currency }: { readonly entity: string; readonly currency: string },
  ): Promise<Rejection[]> {
    const known = await Promise.all(
      belowMinimum.map((payee) =>
        this.accounts.look(accountId(entity, payee, currency), { fresh: true }),
      ),
    );
    return belowMinimum.flatMap((payee, i) =>
      known[i]?.state.payee
        ? []
        : [
            {
              code: 'payee-unknown',
              message: `Nothing was ever booked for "${payee}"`,
              path: `belowMinimum.${i}`,
            },
          ],
    );
  }

  /** What would be proposed: as the worker drafts, and nothing is kept. */
  private async tried(
    request: DraftsRequest,
    requested: readonly PayoutEvent[],
  ): Promise<Decision<PayoutEvent>> {
    const sum = new ProposalSum(request.currency);
    try {
      for await (const draft of this.statements.each(request)) sum.add(draft);
    } catch (error) {
      if (error instanceof StatementUnfinished) return rejectedFor([error.rejection]);
      throw error;
    }
    if (sum.statements === 0) return rejectedFor([nothingToPay]);
    return accepted(...requested, proposed(request, sum));
  }
}

function refusalIn(event: PayoutEvent): Rejection | undefined {
  if (event.type !== 'DraftsRefused') return undefined;
  const { code, message } = event.data;
  return { code, message };
}
