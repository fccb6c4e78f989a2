import { Injectable } from '@nestjs/common';
import type { LogPosition, Rejection } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import { CustomerRegistry, type CustomerCandidate } from '@accord/customers';
import type { CommandContext } from '@accord/platform';
import type { ProgramRules } from '@accord/programs';
import { caseIdOf } from '../conflict-case/conflict-case';
import { ConflictCases } from '../conflict-case/conflict-cases';
import type { Registration } from '../deal';
import { resolveCustomer, type Resolution } from './resolve-customer';

/** Whose customer a registration's is, and what that was decided on. */
export type Identity =
  | {
      readonly kind: 'found';
      readonly resolution: Extract<Resolution, { kind: 'new' | 'known' }>;
      /** The customer that it was found to be before. */
      readonly own: string | null;
      readonly candidates: readonly CustomerCandidate[];
      /** The log position that the candidates are complete for. */
      readonly seen: LogPosition;
    }
  | { readonly kind: 'refused'; readonly rejections: readonly Rejection[] };

/**
 * The part of the protocol that is the same for every decision that grants or moves exclusivity. The
 * caller holds the locks of the registration's keys: a rival on a shared key appended before it gave
 * up its lock, so it lies at or before the head that is read here.
 */
@Injectable()
export class IdentityProtocol {
  constructor(
    private readonly store: EventStore,
    private readonly customers: CustomerRegistry,
    private readonly cases: ConflictCases,
  ) {}

  /**
   * Whoever matches and was never decided about becomes a case for a person, and the decision waits.
   * @throws BehindError when the views do not reach the head in time; nothing was changed
   */
  async identify(
    registration: Registration,
    rules: Pick<ProgramRules, 'exclusivity'>,
    context: CommandContext,
  ): Promise<Identity> {
    const seen = (await this.store.head()).position;
    const found = await this.customers.candidates(registration, seen);
    const verdicts = await this.cases.verdicts(registration.dealId, found, seen);
    const { own, candidates } = found;
    const rule = rules.exclusivity.identity ?? 'matcher';
    const resolution = resolveCustomer(candidates, verdicts, own, rule);
    switch (resolution.kind) {
      case 'unsure':
        return this.askPerson(registration, resolution.candidates, seen, context);
      case 'several':
        return refuse('customers-not-merged', severalSaid(resolution.customerIds));
      case 'known': {
        const caseId = found.suspended.get(resolution.customerId);
        if (caseId !== undefined) return refuse('case-undecided', mergeWaits(caseId));
        return { kind: 'found', resolution, own, candidates, seen };
      }
      case 'new':
        return { kind: 'found', resolution, own, candidates, seen };
    }
  }

  private async askPerson(
    registration: Registration,
    candidates: readonly CustomerCandidate[],
    seen: LogPosition,
    context: CommandContext,
  ): Promise<Identity> {
    const rejections: Rejection[] = [];
    for (const candidate of candidates) {
      const caseId = context.options.dryRun
        ? caseIdOf(registration.dealId, candidate.customerId)
        : await this.cases.open(registration, candidate, seen, context);
      const message = `Case "${caseId}" has to be decided first: is this customer "${candidate.customerId}"?`;
      rejections.push({ code: 'case-undecided', message });
    }
    return { kind: 'refused', rejections };
  }
}

const refuse = (code: string, message: string): Identity => ({
  kind: 'refused',
  rejections: [{ code, message }],
});

const severalSaid = (ids: readonly string[]): string =>
  `People said that the customer is each of ${ids.map((id) => `"${id}"`).join(', ')}: merge these first`;

const mergeWaits = (caseId: string): string =>
  `Case "${caseId}" has to be decided first: a merge of the customer waits for it`;
