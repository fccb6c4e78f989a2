import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { IsoDate, LogPosition, Recorded } from '@accord/kernel';
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
import { isToldApart, type ToldApart } from './told-apart';
import { ToldApartQuery } from './told-apart.query';

/** The registration that is to be considered, and how. */
interface Next {
  readonly dealId: string;
  readonly promotion: NonNullable<ProgramRules['exclusivity']['queue']>['promotion'];
  /** The log position that its place in the queue was found at. */
  readonly seen: LogPosition;
}

/**
 * When a protection has ended, or no longer keeps from a registration what that waits for, the next in order
 * of submission is considered: approved at once where the program says so, through the same protocol as
 * every grant, else put before a person.
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
    @Inject(ToldApartQuery) private readonly apart: Pick<ToldApartQuery, 'freedBy'>,
  ) {}

  handles(event: Recorded): boolean {
    return isLeft(event) || isToldApart(event);
  }

  async react(event: Recorded): Promise<void> {
    if (isLeft(event)) await this.followed(event);
    else if (isToldApart(event)) await this.freed(event);
  }

  private async followed(event: Left): Promise<void> {
    const cause = causeOf(event);
    if (cause === null) return;
    const left = event.type === 'ExclusivityReleased' ? event.data.dealId : dealOf(event);
    if (cause === 'passed' && !hadItsTurn(await this.deals.events(left))) return;
    for (let at = event.position; ; at = (await this.log.head()).position) {
      const next = await this.nextInLine(left, event, at);
      if (!next || (await this.consider(next, cause, event))) return;
      // It has left as well, and was passed over before its turn came: who is behind it is next.
    }
  }

  private async freed(event: ToldApart): Promise<void> {
    for (const dealId of await this.apart.freedBy(event)) {
      // Whoever was considered before it may hold what it waits for as well.
      const next = await this.ownTurn(dealId, event, (await this.log.head()).position);
      if (next) await this.consider(next, 'told-apart', event);
    }
  }

  /** @returns undefined where others wait longer, or somebody holds what it waits for */
  private async ownTurn(
    dealId: string,
    { envelope: { occurredOn: on } }: ToldApart,
    at: LogPosition,
  ): Promise<Next | undefined> {
    const seen = await this.queues.of(dealId, on, at);
    if (!seen || seen.queue.holders.length > 0 || seen.queue.waiting[0] !== seen.own)
      return undefined;
    const promotion = await this.promotionIn(seen.own.registration.programId, on);
    return promotion && { dealId, promotion, seen: seen.position };
  }

  private async promotionIn(
    programId: string,
    on: IsoDate,
  ): Promise<Next['promotion'] | undefined> {
    const program = await this.programs.inForce(programId, on, { fresh: true });
    return program?.rules.exclusivity.queue?.promotion;
  }

  /** @returns undefined where nobody waits, or somebody holds what they wait for */
  private async nextInLine(
    left: string,
    { envelope: { occurredOn: on } }: Left,
    at: LogPosition,
  ): Promise<Next | undefined> {
    const seen = await this.queues.of(left, on, at);
    if (!seen) return undefined;
    const promotion = await this.promotionIn(seen.own.registration.programId, on);
    const next = seen.queue.waiting.find(({ registration }) => registration.dealId !== left);
    const held = seen.queue.holders.some(({ registration }) => registration.dealId !== left);
    if (promotion === undefined || !next || held) return undefined;
    return { dealId: next.registration.dealId, promotion, seen: seen.position };
  }

  /** @returns whether it was there to be considered */
  private async consider(
    { dealId, promotion, seen }: Next,
    cause: TakeTurn['cause'],
    event: Recorded,
  ): Promise<boolean> {
    const why = promotion === 'automatic' ? await this.promote(dealId, event) : null;
    if (promotion === 'automatic' && why === null) return true;
    const turnOn = event.envelope.occurredOn;
    const { envelope } = this.context('turn', dealId, event);
    const turn: TakeTurn = { cause, turnOn, seenThrough: seen.toString(), why };
    const outcome = await this.deals.transact(dealId, envelope, (state) => takeTurn(state, turn));
    return outcome.kind !== 'unchanged' || 'approval' in outcome.state;
  }

  /** @returns why it could not be approved; null when it was */
  private async promote(dealId: string, event: Recorded): Promise<string | null> {
    const context = this.context('promote', dealId, event);
    const outcome = await this.commands.execute(new ApproveDealCommand(dealId, 'queue', context));
    if (outcome.kind !== 'rejected') return null;
    return outcome.rejections[0]?.code ?? 'refused';
  }

  private context(step: string, dealId: string, { id, envelope }: Recorded): CommandContext {
    return this.contexts.ofSystem([`${this.name}-${step}`, id, dealId], {
      today: envelope.occurredOn,
      correlationId: envelope.correlationId,
      causationId: id,
    });
  }
}

const dealOf = ({ stream }: Left): string => stream.slice('deal-'.length);
