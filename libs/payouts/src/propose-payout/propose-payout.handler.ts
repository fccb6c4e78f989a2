import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accepted, rejected, uuidFrom, type Decision } from '@accord/kernel';
import { EventStore, type Outcome, type Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { ReadStore } from '@accord/read-store';
import { periodId } from '../close-period/close-period.handler';
import { PAYOUTS, PERIODS } from '../payouts.token';
import type { Payout } from '../payout/payout';
import type { PayoutEvent } from '../payout/payout.events';
import { personOf } from '../payout/person-of';
import type { Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';
import { POST_CLAIM } from '../post-claim/post-claim.reactor';
import { draftHash, type Draft } from '../statement/draft';
import { DraftStatements } from './draft-statements.query';
import { isDrafted, mayDraft, proposePayout, type ProposePayout } from './propose-payout';

/** How long claims on funds may take to reach the accounts. */
const CLAIMS_LIMIT_MS = 10_000;

type PayoutOutcome = Outcome<Payout, PayoutEvent>;

export class ProposePayoutCommand extends Command<PayoutOutcome> {
  constructor(
    readonly body: ProposePayout,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Writes every statement of the run as a draft, then proposes them under one root. */
@CommandHandler(ProposePayoutCommand)
export class ProposePayoutHandler implements ICommandHandler<ProposePayoutCommand> {
  constructor(
    @Inject(PAYOUTS) private readonly payouts: Streams<Payout, PayoutEvent>,
    @Inject(PERIODS) private readonly periods: Streams<Period, PeriodEvent>,
    private readonly log: EventStore,
    private readonly programs: ProgramDirectory,
    private readonly store: ReadStore,
    private readonly statements: DraftStatements,
  ) {}

  async execute({ body, context }: ProposePayoutCommand): Promise<PayoutOutcome> {
    const { envelope, options, today } = context;
    const { payoutId: id, book, payOn } = body;
    const proposalId = envelope.commandId;
    const answer = (decide: (state: Payout) => Decision<PayoutEvent>): Promise<PayoutOutcome> =>
      this.payouts.transact(id, envelope, decide, options);

    const { state: run } = await this.payouts.look(id, { fresh: true });
    const may = mayDraft(run);
    if (may.kind === 'rejected') return answer(() => may);
    const { state: period } = await this.periods.look(periodId(body), { fresh: true });
    if (period.status !== 'closed') {
      return answer(() => rejected('period-not-closed', `${body.quarter} is not closed yet`));
    }
    const program = await this.programs.inForce(book, today, { fresh: true });
    if (!program) return answer(() => rejected('book-unknown', `No program "${book}" is in force`));
    const { entity, currency } = program.rules;

    await this.store.waitForReactor(POST_CLAIM, period.position, CLAIMS_LIMIT_MS);
    const { position: head } = await this.log.head();
    const scope = { book, entity, currency, position: period.position, payOn };
    const drafts = await this.statements.of(period.lines, scope, head);
    if (!options.dryRun) await this.write(body, context, drafts);
    const facts = {
      proposalId,
      entity,
      currency,
      position: period.position.toString(),
      proposedBy: personOf(envelope),
    };
    return answer((state) =>
      options.dryRun || state.status !== 'open' || isDrafted(state, proposalId, drafts)
        ? proposePayout(state, body, facts, drafts)
        : rejected('proposal-interrupted', 'Somebody else proposed this run meanwhile; try again'),
    );
  }

  private async write(
    { payoutId }: ProposePayout,
    { envelope }: CommandContext,
    drafts: readonly Draft[],
  ): Promise<void> {
    const proposalId = envelope.commandId;
    for (const draft of drafts) {
      const { pages, ...of } = draft;
      const hash = draftHash(draft);
      for (const [i, page] of pages.entries()) {
        const commandId = uuidFrom('draft', proposalId, hash, String(i));
        const data = { ...of, ...page, proposalId, page: i + 1, pages: pages.length };
        await this.payouts.transact(payoutId, { ...envelope, commandId }, (state) => {
          const may = mayDraft(state);
          return may.kind === 'rejected' ? may : accepted({ type: 'StatementDrafted', data });
        });
      }
    }
  }
}
