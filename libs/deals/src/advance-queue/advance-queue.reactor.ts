import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { LogPosition, Recorded } from '@accord/kernel';
import { EventStore, type Streams } from '@accord/event-store';
import { CommandContexts, type CommandContext, type Reactor } from '@accord/platform';
import { ProgramDirectory, type ProgramRules } from '@accord/programs';
import { ApproveDealCommand } from '../approve-deal/approve-deal.handler';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DealQueues } from '../deal-queue/deal-queues.query';
import { DEALS } from '../deals.token';
import { causeOf, hadItsTurn, isLeft, type Left } from './left-place';
import { takeTurn, type TakeTurn } from './take-turn';

/** The registration that is to be considered, and how. */
interface Next {
  readonly dealId: string;
  readonly promotion: NonNullable<ProgramRules['exclusivity']['queue']>['promotion'];
  /** The log position that its place in the queue was found at. */
  readonly seen: LogPosition;
}

/**
 * When a protection has ended, the next in order of submission is considered: approved at once where
 * the program says so, through the same protocol as every grant, else put before a person.
 */
@Injectable()
export class AdvanceQueueReactor implements Reactor {
  readonly name = 'advance-queue';

  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly log: EventStore,
    @Inject(DealQueues) private readonly queues: Pick<DealQueues, 'of'>,
    private readonly programs: ProgramDirectory,
    @Inject(CommandBus) private readonly commands: Pick<CommandBus, 'execute'>,
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
    for (let at = event.position; ; at = (await this.log.head()).position) {
      const next = await this.nextInLine(left, event, at);
      if (!next || (await this.consider(next, event))) return;
      // It has left as well, and was passed over before its turn came: who is behind it is next.
    }
  }

  /** @returns undefined where nobody waits, or somebody holds what they wait for */
  private async nextInLine(
    left: string,
    { envelope: { occurredOn: on } }: Left,
    at: LogPosition,
  ): Promise<Next | undefined> {
    const seen = await this.queues.of(left, on, at);
    if (!seen) return undefined;
    const { programId } = seen.own.registration;
    const program = await this.programs.inForce(programId, on, { fresh: true });
    const promotion = program?.rules.exclusivity.queue?.promotion;
    const next = seen.queue.waiting.find(({ registration }) => registration.dealId !== left);
    const held = seen.queue.holders.some(({ registration }) => registration.dealId !== left);
    if (promotion === undefined || !next || held) return undefined;
    return { dealId: next.registration.dealId, promotion, seen: seen.position };
  }

  /** @returns whether it was there to be considered */
  private async consider({ dealId, promotion, seen }: Next, event: Left): Promise<boolean> {
    const why = promotion === 'automatic' ? await this.promote(dealId, event) : null;
    if (promotion === 'automatic' && why === null) return true;
    const cause = causeOf(event);
    if (cause === null) return true;
    const turnOn = event.envelope.occurredOn;
    const { envelope } = this.context('turn', dealId, event);
    const turn: TakeTurn = { cause, turnOn, seenThrough: seen.toString(), why };
    const outcome = await this.deals.transact(dealId, envelope, (state) => takeTurn(state, turn));
    return outcome.kind !== 'unchanged' || 'approval' in outcome.state;
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
