import { Injectable } from '@nestjs/common';
import { rejected, under, type Decision } from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';
import type { CommandContext } from '@accord/platform';
import {
  ProgramDirectory,
  rightToDecide,
  type ProgramInForce,
  type ProgramRules,
} from '@accord/programs';
import type { Deal, Registration } from '../deal';
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
    const step = stepOf(review);
    const role = step === undefined ? undefined : rules.approval?.steps[step]?.role;
    const asked = review?.askedBy ?? null;
    const escalated = review?.escalatedTo ?? null;
    const entitled = await this.holder(role, registration, context, asked);
    return 'context' in entitled || escalated === null
      ? entitled
      : this.holder(escalated, registration, context);
  }

  /**
   * Who decides outside the steps: whoever gives the extensions that no approver may, the program's
   * operations. What Accord does by the program's own word asks nobody.
   * @param rules in force when the decision is taken, if any
   */
  operations(
    rules: Pick<ProgramRules, 'extension'> | undefined,
    registration: Pick<Registration, 'programId' | 'territory'>,
    context: CommandContext,
  ): Promise<Entitled | Decision<never>> {
    const isOwn = context.envelope.actor.role === 'system';
    return this.holder(isOwn ? undefined : rules?.extension.operations, registration, context);
  }

  /**
   * @param role of the program; undefined: any program manager decides
   * @param asked the approver to whom the partner's answer goes back
   * @returns who decides; or the refusal that the caller does not hold the role
   */
  async holder(
    role: string | undefined,
    { programId, territory }: Pick<Registration, 'programId' | 'territory'>,
    context: CommandContext,
    asked: string | null = null,
  ): Promise<Entitled | Decision<never>> {
    const { envelope, caller } = context;
    const own = { context, approver: caller.principalId };
    const deciders =
      role === undefined ? undefined : await this.programs.deciders(programId, { fresh: true });
    if (role === undefined || !deciders) return own;
    const step = { role, territory, asked };
    const right = rightToDecide(deciders, step, caller.principalId, envelope.occurredOn);
    switch (right.kind) {
      case 'own':
        return own;
      case 'delegate': {
        const actor = { ...envelope.actor, onBehalfOf: right.of };
        return { context: { ...context, envelope: { ...envelope, actor } }, approver: right.of };
      }
      case 'none': {
        const message = `As ${role} decide: ${right.approvers.join(', ')}`;
        return rejected('not-the-approver', message);
      }
    }
  }
}
