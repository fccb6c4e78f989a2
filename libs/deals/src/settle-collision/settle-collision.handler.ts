import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { ConflictCase } from '../conflict-case/conflict-case';
import type { Collision, ConflictCaseEvent } from '../conflict-case/conflict-case.events';
import { CASES } from '../deals.token';
import { collisionsOf } from '../exclusivity/collisions';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import { CustomerLocks } from '../merge-customers/customer-locks-protocol';
import { CollisionSettlement } from './settlement-protocol';
import { settleCollision, type SettleCollision } from './settle-collision';

type Told = Outcome<ConflictCase, ConflictCaseEvent>;

export class SettleCollisionCommand extends Command<Told> {
  constructor(
    readonly caseId: string,
    readonly body: SettleCollision,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** First the decision in the case, then what follows from it. Each step can be repeated. */
@CommandHandler(SettleCollisionCommand)
export class SettleCollisionHandler implements ICommandHandler<SettleCollisionCommand> {
  constructor(
    @Inject(CASES) private readonly cases: Streams<ConflictCase, ConflictCaseEvent>,
    private readonly locks: CustomerLocks,
    private readonly exclusivities: CustomerExclusivities,
    private readonly settling: CollisionSettlement,
  ) {}

  async execute({ caseId, body, context }: SettleCollisionCommand): Promise<Told> {
    const { state } = await this.cases.look(caseId, { fresh: true });
    const settle = (collisions: readonly Collision[]): Promise<Told> =>
      this.cases.transact(
        caseId,
        context.envelope,
        (now) => settleCollision(now, body, collisions),
        context.options,
      );
    if (state.status !== 'collision') return settle([]);
    const { absorbed, survivor } = state.found;
    return this.locks.hold([absorbed, survivor], async ({ locks }) => {
      const own = await this.exclusivities.home({ customerId: absorbed });
      const other = await this.exclusivities.home({ customerId: survivor });
      await locks.check();
      const outcome = await settle(
        collisionsOf(own.state, other.state, context.envelope.occurredOn),
      );
      const [decided] = outcome.kind === 'accepted' ? outcome.events : [];
      if (decided?.type === 'ExclusivityCollisionDecided') {
        await this.settling.carryOut(state.found, decided.data, context.envelope);
      }
      return outcome;
    });
  }
}
