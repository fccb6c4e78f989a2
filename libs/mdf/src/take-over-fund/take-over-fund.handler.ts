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
import type { OpenFund } from '../open-fund/open-fund';
import { takeOverFund, type OldBalance } from './take-over-fund';

export class TakeOverFundCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fund: OpenFund,
    readonly balance: OldBalance,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(TakeOverFundCommand)
export class TakeOverFundHandler implements ICommandHandler<TakeOverFundCommand> {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
  ) {}

  execute({ fund, balance, context }: TakeOverFundCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    const { fundId, programId, partnerId } = fund;
    return this.funds.transact(
      fundId,
      envelope,
      async (state, sight) => {
        const program = await this.programs.inForce(programId, on, sight);
        const standing =
          partnerId === null ? null : (await this.partners.standing(partnerId, on, sight)).standing;
        const facts = { on, rules: program?.rules, standing };
        return under(program?.label, takeOverFund(state, fund, balance, facts));
      },
      options,
    );
  }
}
