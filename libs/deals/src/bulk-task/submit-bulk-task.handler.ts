import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Readable } from 'node:stream';
import { uuidFrom } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { Vault } from '@accord/read-store';
import { BULK_TASKS } from '../deals.token';
import { bulkLines, type BulkType } from '../register-deals-in-bulk/bulk-lines';
import { submitBulkTask, type BulkTask } from './bulk-task';
import type { BulkTaskEvent } from './bulk-task.events';

/** Of the file of one task. */
export const MAX_TASK_BYTES = 16 * 1_048_576;

type Told = Outcome<BulkTask, BulkTaskEvent>;

export class SubmitBulkTaskCommand extends Command<Told> {
  constructor(
    readonly file: {
      readonly mediaType: BulkType;
      readonly bytes: Buffer;
      readonly sha256: string;
    },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A task takes its id from caller and key. */
export const taskIdOf = ({ envelope }: CommandContext): string =>
  uuidFrom('bulk', envelope.commandId);

@CommandHandler(SubmitBulkTaskCommand)
export class SubmitBulkTaskHandler implements ICommandHandler<SubmitBulkTaskCommand> {
  constructor(
    @Inject(BULK_TASKS) private readonly tasks: Streams<BulkTask, BulkTaskEvent>,
    private readonly vault: Vault,
  ) {}

  /** The file is in the vault before the log names it. */
  async execute({ file, context }: SubmitBulkTaskCommand): Promise<Told> {
    const { envelope, options } = context;
    const { mediaType, bytes, sha256 } = file;
    const taskId = taskIdOf(context);
    const submission = {
      taskId,
      principalId: envelope.actor.principal,
      role: envelope.actor.role,
      sha256,
      mediaType,
      bytes: bytes.length,
      lines: await countLines(mediaType, bytes),
    };
    return this.tasks.transact(
      taskId,
      envelope,
      async (state) => {
        const decision = submitBulkTask(state, submission);
        const isNew = decision.kind === 'accepted' && options.dryRun !== true;
        if (isNew) await this.vault.putEvidence(mediaType, bytes);
        return decision;
      },
      options,
    );
  }
}

async function countLines(mediaType: BulkType, bytes: Buffer): Promise<number> {
  let lines = 0;
  for await (const _line of bulkLines(mediaType, Readable.from([bytes]))) lines++;
  return lines;
}
