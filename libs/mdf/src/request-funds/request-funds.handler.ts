import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory } from '@accord/programs';
import { EvidenceDirectory } from '../evidence-list/evidence-directory';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import type { RequestFunds } from './funds-wanted';
import { requestFunds } from './request-funds';

export class RequestFundsCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: RequestFunds,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RequestFundsCommand)
export class RequestFundsHandler implements ICommandHandler<RequestFundsCommand> {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly programs: ProgramDirectory,
    private readonly partners: PartnerDirectory,
    private readonly documents: EvidenceDirectory,
  ) {}

  execute({ fundId, body, context }: RequestFundsCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    const requestedBy = envelope.actor.principal;
    return this.funds.transact(
      fundId,
      envelope,
      async (state, sight) => {
        const program =
          state.status === 'unknown'
            ? undefined
            : await this.programs.inForce(state.programId, on, sight);
        const { standing } = await this.partners.standing(body.partnerId, on, sight);
        const hashes = body.proofs.map(({ sha256 }) => sha256);
        const evidence = await this.documents.known(body.partnerId, hashes, sight);
        const facts = { on, rules: program?.rules, standing, requestedBy, evidence };
        return under(program?.label, requestFunds(state, body, facts));
      },
      options,
    );
  }
}
