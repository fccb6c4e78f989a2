import { Injectable } from '@nestjs/common';
import { rejected, under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import { ProgramDirectory, rightToDecide, type ProgramInForce } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { RulesOfDeals } from '../rules-registry';
import { notOpen } from '../refusals';
import { stepOf } from './review';

type Waiting = Extract<Deal, { readonly silenceLapsed: boolean }>;

/** Who decides, and in which context. */
export interface Entitled {
  /** Names the approver whom the caller stands in for. */
  readonly context: CommandContext;
  readonly approver: string;
}

const isWaiting = (deal: Deal): deal is Waiting =>
  deal.status === 'pending' || deal.status === 'returned';

/** Knows who may decide about a registration at the step where it waits. */
@Injectable()
export class ApproverRegistry {
  constructor(
    private readonly programs: ProgramDirectory,
    private readonly rules: RulesOfDeals,
  ) {}

  /**
   * Decides about a registration at the step where it waits, if the caller may.
   * @param decide gets who decides, or for whom the caller does, and the rules in force
   */
  async decide(
    deals: Streams<Deal, DealEvent>,
    dealId: string,
    context: CommandContext,
    decide: (state: Deal, entitled: Entitled, program: ProgramInForce) => Decision<DealEvent>,
  ): Promise<Outcome<Deal, DealEvent>> {
    const { state: deal } = await deals.look(dealId, { fresh: true });
    // The loop comes first also with a refusal: it knows what was accepted before.
    const record = (
      { envelope, options }: CommandContext,
      by: (state: Deal) => Decision<DealEvent>,
    ) => deals.transact(dealId, envelope, by, options);
    if (!isWaiting(deal)) return record(context, notOpen);
    const program = await this.rules.on(deal, context.envelope.occurredOn, { fresh: true });
    const entitled = await this.entitled(deal, program, context);
    if (!('context' in entitled)) return record(context, () => entitled);
    const step = stepOf(deal.review);
    return record(entitled.context, (state) => {
      if (isWaiting(state) && stepOf(state.review) !== step) {
        return rejected('step-decided', `The deal waits at step "${stepOf(state.review)}" now`);
      }
      return under(program.label, decide(state, entitled, program));
    });
  }

  /**
   * @param program in force when the decision is taken
   * @returns who decides; or the refusal that the caller has no say at this step
   */
  async entitled(
    { registration, review }: Waiting,
    { rules }: ProgramInForce,
    context: CommandContext,
  ): Promise<Entitled | Decision<never>> {
    const { principalId } = context.caller;
    const own = { context, approver: principalId };
    const step = stepOf(review);
    const role = step === undefined ? undefined : rules.approval?.steps[step]?.role;
    if (step === undefined || role === undefined) return own;
    const deciders = await this.programs.deciders(registration.programId, { fresh: true });
    if (!deciders) return own;
    const { territory } = registration;
    const on = context.envelope.occurredOn;
    const asked = review?.askedBy ?? null;
    const escalated = review?.escalatedTo ?? null;
    const right = rightToDecide(deciders, { role, territory, asked }, principalId, on);
    const above =
      escalated === null
        ? right
        : rightToDecide(deciders, { role: escalated, territory, asked: null }, principalId, on);
    const used = right.kind === 'none' ? above : right;
    switch (used.kind) {
      case 'own':
        return own;
      case 'delegate': {
        const { envelope } = context;
        const actor = { ...envelope.actor, onBehalfOf: used.of };
        return { context: { ...context, envelope: { ...envelope, actor } }, approver: used.of };
      }
      case 'none': {
        const message = `Step "${step}" is decided by ${used.approvers.join(', ')}`;
        return rejected('not-the-approver', message);
      }
    }
  }
}
