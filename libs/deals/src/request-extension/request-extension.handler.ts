import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import type { ProgramInForce } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { DEALS } from '../deals.token';
import { onOwn } from '../own-deals';
import { notOpen } from '../refusals';
import { ApproverRegistry } from '../review/approver-registry';
import { RulesOfDeals } from '../rules-registry';
import { denyExtension, requestExtension } from './request-extension';

export type ExtensionRequest =
  | { readonly kind: 'request'; readonly reason: string | null }
  | { readonly kind: 'deny'; readonly publicReason: string };

export class RequestExtensionCommand extends Command<Outcome<Deal, DealEvent>> {
  constructor(
    readonly dealId: string,
    readonly request: ExtensionRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Takes a partner's request for an extension, and the no to it. The yes is the extension itself. */
@CommandHandler(RequestExtensionCommand)
export class RequestExtensionHandler implements ICommandHandler<RequestExtensionCommand> {
  constructor(
    @Inject(DEALS) private readonly deals: Streams<Deal, DealEvent>,
    private readonly rules: RulesOfDeals,
    private readonly approvers: ApproverRegistry,
  ) {}

  async execute({
    dealId,
    request,
    context,
  }: RequestExtensionCommand): Promise<Outcome<Deal, DealEvent>> {
    const { options, caller } = context;
    const { occurredOn: on } = context.envelope;
    const { state: deal } = await this.deals.look(dealId, { fresh: true });
    const record = ({ envelope }: CommandContext, decide: (state: Deal) => Decision<DealEvent>) =>
      this.deals.transact(dealId, envelope, onOwn(caller, decide), options);
    if (deal.status === 'unknown') return record(context, notOpen);
    const program: ProgramInForce = await this.rules.on(deal, on, { fresh: true });
    const { extension } = program.rules;
    if (request.kind === 'request') {
      const { reason } = request;
      return record(context, (state) =>
        under(program.label, requestExtension(state, extension, { on, reason })),
      );
    }
    const entitled = await this.approvers.holder(extension.approver, deal.registration, context);
    if (!('context' in entitled)) return record(context, () => entitled);
    return record(entitled.context, (state) => under(program.label, denyExtension(state, request)));
  }
}
