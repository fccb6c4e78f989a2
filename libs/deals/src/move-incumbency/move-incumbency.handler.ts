import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, under } from '@accord/kernel';
import { EventStore, type Outcome, type Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { INCUMBENCIES } from '../deals.token';
import { IncumbentsQuery } from '../incumbents/incumbents.query';
import type { IncumbencyEvent } from './incumbency.events';
import {
  incumbencyIdOf,
  moveIncumbency,
  type Incumbency,
  type MoveIncumbency,
} from './move-incumbency';

type Told = Outcome<Incumbency, IncumbencyEvent>;

export class MoveIncumbencyCommand extends Command<Told> {
  constructor(
    readonly body: MoveIncumbency,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(MoveIncumbencyCommand)
export class MoveIncumbencyHandler implements ICommandHandler<MoveIncumbencyCommand> {
  constructor(
    @Inject(INCUMBENCIES) private readonly incumbencies: Streams<Incumbency, IncumbencyEvent>,
    private readonly store: EventStore,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
    private readonly incumbents: IncumbentsQuery,
  ) {}

  execute({ body, context }: MoveIncumbencyCommand): Promise<Told> {
    const { programId, customerId, to, on } = body;
    return this.incumbencies.transact(
      incumbencyIdOf(programId, customerId),
      context.envelope,
      async (_state, sight) => {
        const program = await this.programs.inForce(programId, on, sight);
        const { standing } = await this.partners.standing(to, on, sight);
        if (!standing.enrolled || standing.programId !== programId) {
          return rejected('partner-unknown', `No partner "${to}" in the program`, 'partnerId');
        }
        const head = (await this.store.head()).position;
        const { incumbent, position } = await this.incumbents.seen(programId, customerId, head);
        const seen = { incumbent: incumbent?.partnerId ?? null, through: position.toString() };
        return under(program?.label, moveIncumbency(program?.rules.incumbency, body, seen));
      },
      context.options,
    );
  }
}
