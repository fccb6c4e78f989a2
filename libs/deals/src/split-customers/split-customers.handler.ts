import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { uuidFrom, type Rejection } from '@accord/kernel';
import { CustomerFates, type ClaimOfDeal, type FateEvidence } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import { ConflictCases } from '../conflict-case/conflict-cases';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import type { ExclusivityMove } from '../exclusivity/exclusivity.events';
import { leaving } from '../exclusivity/move-exclusivity';
import { CustomerLocks, type Locked } from '../merge-customers/customer-locks-protocol';
import { grantBody } from '../merge-customers/merge.response';
import type { FateOutcome } from '../merge-customers/merge-protocol';
import { fateRefusals } from '../merge-customers/merge-refusals';
import type { SplitConsequence } from './split.response';
import { SplitProtocol, type Parting } from './split-protocol';

export interface SplitTold {
  readonly outcome: FateOutcome;
  readonly consequence: SplitConsequence | null;
}

export class SplitCustomerCommand extends Command<SplitTold> {
  constructor(
    readonly customerId: string,
    readonly body: { readonly deals: readonly string[]; readonly evidence: FateEvidence },
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Looks at the customer under the locks of all its keys, and lets the protocol split it. */
@CommandHandler(SplitCustomerCommand)
export class SplitCustomerHandler implements ICommandHandler<SplitCustomerCommand> {
  constructor(
    private readonly locks: CustomerLocks,
    private readonly fates: CustomerFates,
    private readonly cases: ConflictCases,
    private readonly exclusivities: CustomerExclusivities,
    private readonly protocol: SplitProtocol,
  ) {}

  async execute({ customerId, body, context }: SplitCustomerCommand): Promise<SplitTold> {
    const { envelope, options } = context;
    const repeated = await this.fates.repeated(customerId, context);
    if (repeated) return { outcome: repeated, consequence: null };
    return this.locks.hold([customerId], async (locked) => {
      const [known] = locked.customers;
      const state = await this.fates.look(customerId);
      const refusals = [
        ...fateRefusals({ customerId, state, known }),
        ...dealRefusals(body.deals, known?.claims ?? []),
      ];
      if (refusals.length > 0) {
        // Whoever went on with this very command may have finished it since it was looked for.
        const finished = await this.fates.repeated(customerId, context);
        const outcome = finished ?? ({ kind: 'rejected', rejections: refusals } as const);
        return { outcome, consequence: null };
      }
      const splitId = uuidFrom('split', envelope.commandId);
      const move: ExclusivityMove = {
        moveId: uuidFrom('move', envelope.commandId),
        fateId: splitId,
        from: customerId,
        to: uuidFrom('customer', splitId),
        deals: body.deals,
        losers: [],
        on: envelope.occurredOn,
        evidence: { document: body.evidence.document },
      };
      const parting = await this.protocol.parting(move);
      if (options.dryRun) return this.rehearse(move, parting, locked, context);
      await locked.locks.check();
      return { outcome: await this.protocol.split(move, parting, envelope), consequence: null };
    });
  }

  private async rehearse(
    move: ExclusivityMove,
    parting: Required<Parting>,
    { seen }: Locked,
    { envelope, options }: CommandContext,
  ): Promise<SplitTold> {
    const { from, to, fateId: splitId, evidence, deals } = move;
    const split = { splitId, from, to, ...parting, evidence };
    const outcome = await this.fates.split(split, envelope, options);
    const { state } = await this.exclusivities.home({ customerId: from });
    const consequence = {
      customerId: to,
      deals: [...(deals ?? [])],
      moves: leaving(state, move).map(grantBody),
      reverted: parting.reverted.map((one) => ({ ...one })),
      openCases: await this.cases.openAbout([from], seen),
    };
    return { outcome, consequence };
  }
}

function dealRefusals(deals: readonly string[], claims: readonly ClaimOfDeal[]): Rejection[] {
  const own = new Set(claims.map(({ dealId }) => dealId));
  const strangers = deals.flatMap((dealId, i) => {
    const message = `Deal "${dealId}" was not found to be this customer's`;
    return own.has(dealId) ? [] : [{ code: 'claim-not-held', message, path: `deals.${i}` }];
  });
  if (strangers.length > 0 || own.size === 0 || deals.length < own.size) return strangers;
  const message = 'These are all registrations of the customer: nothing would be left';
  return [{ code: 'split-leaves-nothing', message, path: 'deals' }];
}
