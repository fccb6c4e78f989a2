import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import pMap from 'p-map';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import type { Opening } from '../opening/opening';
import type { OpeningEvent } from '../opening/opening.events';
import { OPENINGS } from '../payouts.token';
import { ClosedPeriods } from '../period/closed-periods.query';
import { proposeOpening, type ProposeOpening } from './propose-opening';

/** Partners that are looked up at the same time. */
const AT_ONCE = { concurrency: 16 };

export class ProposeOpeningCommand extends Command<Outcome<Opening, OpeningEvent>> {
  constructor(
    readonly body: ProposeOpening,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ProposeOpeningCommand)
export class ProposeOpeningHandler implements ICommandHandler<ProposeOpeningCommand> {
  constructor(
    @Inject(OPENINGS) private readonly openings: Streams<Opening, OpeningEvent>,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
    private readonly closed: ClosedPeriods,
  ) {}

  execute({ body, context }: ProposeOpeningCommand): Promise<Outcome<Opening, OpeningEvent>> {
    const { envelope, options, today } = context;
    return this.openings.transact(
      body.openingId,
      envelope,
      async (state, sight) => {
        const program = await this.programs.inForce(body.book, today, sight);
        const standings = await pMap(
          body.balances,
          async ({ partnerId }) => (await this.partners.standing(partnerId, today, sight)).standing,
          AT_ONCE,
        );
        const closed = await this.closed.from(body.book, body.cutoverOn, today);
        const facts = { rules: program?.rules, standings, closed };
        return under(program?.label, proposeOpening(state, body, facts));
      },
      options,
    );
  }
}
