import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { rejected, under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { PREFERENCES } from '../deals.token';
import {
  choosePartner,
  preferenceIdOf,
  removePartner,
  type ChoosePartner,
  type PreferredPartner,
} from './preferred-partner';
import type { PreferredPartnerEvent } from './preferred-partner.events';

type Told = Outcome<PreferredPartner, PreferredPartnerEvent>;

export class ChoosePartnerCommand extends Command<Told> {
  constructor(
    readonly body: ChoosePartner,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class RemovePartnerCommand extends Command<Told> {
  constructor(
    readonly at: Pick<ChoosePartner, 'programId' | 'opportunity'>,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChoosePartnerCommand)
export class ChoosePartnerHandler implements ICommandHandler<ChoosePartnerCommand> {
  constructor(
    @Inject(PREFERENCES)
    private readonly preferences: Streams<PreferredPartner, PreferredPartnerEvent>,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
  ) {}

  execute({ body, context }: ChoosePartnerCommand): Promise<Told> {
    const { programId, opportunity, partnerId, chosenOn } = body;
    return this.preferences.transact(
      preferenceIdOf(programId, opportunity),
      context.envelope,
      async (state, sight) => {
        const program = await this.programs.inForce(programId, chosenOn, sight);
        const { standing } = await this.partners.standing(partnerId, chosenOn, sight);
        if (!standing.enrolled || standing.programId !== programId) {
          return rejected(
            'partner-unknown',
            `No partner "${partnerId}" in the program`,
            'partnerId',
          );
        }
        return under(program?.label, choosePartner(state, program?.rules.preferredPartner, body));
      },
      context.options,
    );
  }
}

@CommandHandler(RemovePartnerCommand)
export class RemovePartnerHandler implements ICommandHandler<RemovePartnerCommand> {
  constructor(
    @Inject(PREFERENCES)
    private readonly preferences: Streams<PreferredPartner, PreferredPartnerEvent>,
  ) {}

  execute({ at, context }: RemovePartnerCommand): Promise<Told> {
    const { envelope, options } = context;
    const id = preferenceIdOf(at.programId, at.opportunity);
    const on = envelope.occurredOn;
    return this.preferences.transact(
      id,
      envelope,
      (state) => removePartner(state, { on }),
      options,
    );
  }
}
