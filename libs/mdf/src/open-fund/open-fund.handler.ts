import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { openFund, type OpenFund } from './open-fund';

export class OpenFundCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly body: OpenFund,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(OpenFundCommand)
export class OpenFundHandler implements ICommandHandler<OpenFundCommand> {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
  ) {}

  execute({ body, context }: OpenFundCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    return this.funds.transact(
      body.fundId,
      envelope,
      async (state, sight) => {
        const program = await this.programs.inForce(body.programId, on, sight);
        const standing =
          body.partnerId === null
            ? null
            : (await this.partners.standing(body.partnerId, on, sight)).standing;
        return under(
          program?.label,
          openFund(state, body, { on, rules: program?.rules, standing }),
        );
      },
      options,
    );
  }
}
