import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import { PartnerDirectory } from '@accord/partners';
import type { CommandContext } from '@accord/platform';
import { Vault } from '@accord/read-store';
import { EVIDENCE } from '../funds.token';
import { evidenceId, type Evidence } from './evidence';
import type { EvidenceEvent } from './evidence.events';
import { storeEvidence } from './store-evidence';

export interface Document {
  readonly partnerId: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export class StoreEvidenceCommand extends Command<Outcome<Evidence, EvidenceEvent>> {
  constructor(
    readonly document: Document,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(StoreEvidenceCommand)
export class StoreEvidenceHandler implements ICommandHandler<StoreEvidenceCommand> {
  constructor(
    @Inject(EVIDENCE) private readonly evidence: Streams<Evidence, EvidenceEvent>,
    private readonly partners: PartnerDirectory,
    private readonly vault: Vault,
  ) {}

  execute({ document, context }: StoreEvidenceCommand): Promise<Outcome<Evidence, EvidenceEvent>> {
    const { partnerId, sha256, mediaType, bytes } = document;
    const { envelope, options } = context;
    const storedOn = envelope.occurredOn;
    return this.evidence.transact(
      evidenceId(partnerId, sha256),
      envelope,
      async (state, sight) => {
        const { standing } = await this.partners.standing(partnerId, storedOn, sight);
        const noted = { partnerId, sha256, mediaType, size: bytes.length, storedOn };
        const decision = storeEvidence(state, noted, standing);
        const isNew = decision.kind === 'accepted' && decision.events.length > 0;
        // The bytes first: a hash in the log always has its document, whenever the process dies.
        if (isNew && options.dryRun !== true) await this.vault.putEvidence(mediaType, bytes);
        return decision;
      },
      options,
    );
  }
}
