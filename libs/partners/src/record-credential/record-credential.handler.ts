import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { Vault } from '@accord/read-store';
import type { Credential, Partner } from '../partner';
import type { PartnerEvent } from '../partner.events';
import { PARTNERS } from '../partners.token';
import { recordCredential } from './record-credential';

/** Who the person is. Kept in the vault under the person's id, never in the log. */
export interface PersonalData {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

export class RecordCredentialCommand extends Command<Outcome<Partner, PartnerEvent>> {
  constructor(
    readonly partnerId: string,
    readonly body: Credential,
    readonly person: PersonalData,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RecordCredentialCommand)
export class RecordCredentialHandler implements ICommandHandler<RecordCredentialCommand> {
  constructor(
    @Inject(PARTNERS) private readonly partners: Streams<Partner, PartnerEvent>,
    private readonly vault: Vault,
  ) {}

  execute(command: RecordCredentialCommand): Promise<Outcome<Partner, PartnerEvent>> {
    const { partnerId, body, person, context } = command;
    const { envelope, options } = context;
    // Whom the log names is in the vault before: a copy of the log, then of the vault, has both. A
    // repetition decides nothing, so that it does not bring back who was forgotten.
    const decide = async (state: Partner) => {
      const decision = recordCredential(state, body);
      const isRecorded = decision.kind === 'accepted' && decision.events.length > 0;
      if (isRecorded && !options.dryRun) {
        await this.vault.putPersonalData(body.personId, 'contact', { ...person });
      }
      return decision;
    };
    return this.partners.transact(partnerId, envelope, decide, options);
  }
}
