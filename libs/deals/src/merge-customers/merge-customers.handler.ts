import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom, type LogPosition } from '@accord/kernel';
import { CustomerFates, type FateEvidence } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import { ConflictCases } from '../conflict-case/conflict-cases';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import type { ExclusivityMove } from '../exclusivity/exclusivity.events';
import { CustomerLocks } from './customer-locks-protocol';
import { mergeConsequence, type MergeConsequence } from './merge.response';
import { MergeProtocol, caseIdOfMerge, merged, type FateOutcome } from './merge-protocol';
import { mergeRefusals } from './merge-refusals';

export interface MergeTold {
  readonly outcome: FateOutcome;
  readonly consequence: MergeConsequence | null;
}

export class MergeCustomersCommand extends Command<MergeTold> {
  constructor(
    readonly absorbed: string,
    readonly body: { readonly into: string; readonly evidence: FateEvidence },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Looks at both customers under the locks of all their keys, and lets the protocol decide. */
@CommandHandler(MergeCustomersCommand)
export class MergeCustomersHandler implements ICommandHandler<MergeCustomersCommand> {
  constructor(
    private readonly locks: CustomerLocks,
    private readonly fates: CustomerFates,
    private readonly cases: ConflictCases,
    private readonly exclusivities: CustomerExclusivities,
    private readonly protocol: MergeProtocol,
  ) {}

  async execute({ absorbed, body, context }: MergeCustomersCommand): Promise<MergeTold> {
    const { envelope, options } = context;
    const repeated = await this.fates.repeated(absorbed, context);
    if (repeated) return { outcome: repeated, consequence: null };
    return this.locks.hold([absorbed, body.into], async ({ locks, customers, seen }) => {
      const [own, other] = customers;
      const refusals = mergeRefusals(
        { customerId: absorbed, state: await this.fates.look(absorbed), known: own },
        { customerId: body.into, state: await this.fates.look(body.into), known: other },
      );
      if (refusals.length > 0) {
        // Whoever went on with this very command may have finished it since it was looked for.
        const finished = await this.fates.repeated(absorbed, context);
        return told(finished ?? { kind: 'rejected', rejections: refusals });
      }
      const move: ExclusivityMove = {
        moveId: uuidFrom('move', envelope.commandId),
        fateId: uuidFrom('merge', envelope.commandId),
        from: absorbed,
        to: body.into,
        deals: null,
        losers: [],
        on: envelope.occurredOn,
        evidence: { document: body.evidence.document },
      };
      const foreseen = await this.foresee(move, seen);
      if (options.dryRun) {
        return {
          outcome: await this.rehearse(move, foreseen, context),
          consequence: foreseen,
        };
      }
      await locks.check();
      return told(
        foreseen.outcome === 'suspend'
          ? await this.protocol.suspend(move, envelope)
          : await this.protocol.merge(move, envelope),
      );
    });
  }

  private async foresee(move: ExclusivityMove, seen: LogPosition): Promise<MergeConsequence> {
    const { state: own } = await this.exclusivities.home({ customerId: move.from });
    const { state: other } = await this.exclusivities.home({ customerId: move.to });
    const openCases = await this.cases.openAbout([move.from, move.to], seen);
    return mergeConsequence(own, other, move, openCases);
  }

  private rehearse(
    move: ExclusivityMove,
    { outcome }: MergeConsequence,
    { envelope, options }: CommandContext,
  ): Promise<FateOutcome> {
    const { mergeId, survivor, absorbed } = merged(move);
    const caseId = caseIdOfMerge(envelope);
    return outcome === 'suspend'
      ? this.fates.suspend({ mergeId, survivor, absorbed, caseId }, envelope, options)
      : this.fates.merge(merged(move), envelope, options);
  }
}

const told = (outcome: FateOutcome): MergeTold => ({ outcome, consequence: null });
