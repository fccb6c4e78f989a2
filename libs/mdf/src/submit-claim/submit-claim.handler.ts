import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { FUNDS } from '../funds.token';
import { EvidenceDirectory } from '../evidence-list/evidence-directory';
import { FirstClaims } from '../mdf-due/first-claims.query';
import { submitClaim, type SubmitClaim } from './submit-claim';

export class SubmitClaimCommand extends Command<Outcome<Fund, FundEvent>> {
  constructor(
    readonly fundId: string,
    readonly body: SubmitClaim,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(SubmitClaimCommand)
export class SubmitClaimHandler implements ICommandHandler<SubmitClaimCommand> {
  constructor(
    @Inject(FUNDS) private readonly funds: Streams<Fund, FundEvent>,
    private readonly firstClaims: FirstClaims,
    private readonly documents: EvidenceDirectory,
  ) {}

  execute({ fundId, body, context }: SubmitClaimCommand): Promise<Outcome<Fund, FundEvent>> {
    const { envelope, options } = context;
    const on = envelope.occurredOn;
    const claimedBy = envelope.actor.principal;
    return this.funds.transact(
      fundId,
      envelope,
      async (state, sight) => {
        const firstClaim = await this.firstClaims.mayBeFirst(state, body.requestId, on);
        const request = state.status === 'unknown' ? undefined : state.requests.get(body.requestId);
        const hashes = body.proofs.map(({ sha256 }) => sha256);
        const evidence = request
          ? await this.documents.known(request.partnerId, hashes, sight)
          : new Set<string>();
        return submitClaim(state, body, { on, claimedBy, firstClaim, evidence });
      },
      options,
    );
  }
}
