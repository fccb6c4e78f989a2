import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Recorded } from '@accord/kernel';
import type { Streams } from '@accord/event-store';
import { CommandContexts, type CommandContext, type Reactor } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { ApproveDealCommand } from '../approve-deal/approve-deal.handler';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DealQueues } from '../deal-queue/deal-queues.query';
import { DEALS } from '../deals.token';
import { causeOf, hadItsTurn, isLeft, type Left } from './left-place';
import { takeTurn, type TakeTurn } from './take-turn';

/**
 * When a protection has ended, the next in order of submission is considered: approved at once where
 * the program says so, through the same protocol as every grant, else put before a person.
 */
@Injectable()
export class AdvanceQueueReactor implements Reactor {
  readonly name = 'advance-queue';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly queues: DealQueues,
    private readonly programs: ProgramDirectory,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
  ) {}

  handles(event: Recorded): boolean {
    return isLeft(event);
  }

  async react(event: Recorded): Promise<void> {
    if (!isLeft(event)) return;
    const cause = causeOf(event);
    if (cause === null) return;
    const left = event.type === 'ExclusivityReleased' ? event.data.dealId : dealOf(event);
    if (cause === 'passed' && !hadItsTurn(await this.deals.events(left))) return;
    const on = event.envelope.occurredOn;
    const seen = await this.queues.of(left, on, event.position);
    if (!seen) return;
    const { programId } = seen.own.registration;
    const program = await this.programs.inForce(programId, on, { fresh: true });
    const promotion = program?.rules.exclusivity.queue?.promotion;
    const next = seen.queue.waiting.find(({ registration }) => registration.dealId !== left);
    const held = seen.queue.holders.some(({ registration }) => registration.dealId !== left);
    if (promotion === undefined || !next || held) return;
    const { dealId } = next.registration;
    const why = promotion === 'automatic' ? await this.promote(dealId, event) : null;
    if (promotion === 'automatic' && why === null) return;
    const { envelope } = this.context('turn', dealId, event);
    const turn: TakeTurn = { cause, turnOn: on, seenThrough: seen.position.toString(), why };
    await this.deals.transact(dealId, envelope, (state) => takeTurn(state, turn));
  }

  /** @returns why it could not be approved; null when it was */
  private async promote(dealId: string, event: Left): Promise<string | null> {
    const context = this.context('promote', dealId, event);
    const outcome = await this.commands.execute(new ApproveDealCommand(dealId, 'queue', context));
    if (outcome.kind !== 'rejected') return null;
    return outcome.rejections[0]?.code ?? 'refused';
  }

  private context(step: string, dealId: string, { id, envelope }: Left): CommandContext {
    return this.contexts.ofSystem([`${this.name}-${step}`, id, dealId], {
      today: envelope.occurredOn,
      correlationId: envelope.correlationId,
      causationId: id,
    });
  }
}

const dealOf = ({ stream }: Left): string => stream.slice('deal-'.length);
