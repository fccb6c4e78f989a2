import { Inject, Injectable } from '@nestjs/common';
import type { IsoDate, Rejection } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import { CustomerRegistry, type MatchExplanation } from '@accord/customers';
import type { ProgramRules } from '@accord/programs';
import { ConflictCases } from '../conflict-case/conflict-cases';
import { OpportunityOwners } from '../deal-customers/opportunity-owners.query';
import type { Registration } from '../deal';
import { CustomerExclusivities } from '../exclusivity/exclusivity-registry';
import { holderAgainst } from '../exclusivity/exclusivity';
import type { ExclusivityScope } from '../exclusivity/scope';
import { resolveCustomer } from './resolve-customer';

export interface Searched {
  readonly registration: Registration;
  readonly scope: ExclusivityScope;
  readonly on: IsoDate;
  readonly rules: ProgramRules;
}

export type HolderFound =
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly rejections: readonly Rejection[] }
  | {
      readonly kind: 'held';
      readonly customerId: string;
      readonly grantId: string;
      /** Last day of the holder's protection. */
      readonly until: IsoDate;
      readonly match: MatchExplanation;
      readonly seenThrough: string;
    };

/**
 * Finds out who holds what a registration asks for, with the evidence. Takes no lock: whoever acts on the
 * answer holds those of the registration's keys, or it may be granted that very thing meanwhile.
 */
@Injectable()
export class HolderDirectory {
  constructor(
    private readonly exclusivities: CustomerExclusivities,
    @Inject(EventStore) private readonly store: Pick<EventStore, 'head'>,
    @Inject(CustomerRegistry) private readonly customers: Pick<CustomerRegistry, 'candidates'>,
    @Inject(ConflictCases) private readonly cases: Pick<ConflictCases, 'verdicts'>,
    @Inject(OpportunityOwners) private readonly owners: Pick<OpportunityOwners, 'tellsApart'>,
  ) {}

  async find({ registration, scope: asked, on, rules }: Searched): Promise<HolderFound> {
    const { dealId } = registration;
    const seen = (await this.store.head()).position;
    const found = await this.customers.candidates(registration, seen);
    const verdicts = await this.cases.verdicts(dealId, found, seen);
    const rule = rules.exclusivity.identity ?? 'matcher';
    const resolution = resolveCustomer(found.candidates, verdicts, found.own, rule);
    switch (resolution.kind) {
      case 'new':
        return { kind: 'none' };
      case 'unsure':
      case 'several': {
        const message = 'A person has to decide first whose customer it is: ask for the approval';
        return { kind: 'unsure', rejections: [{ code: 'case-undecided', message }] };
      }
      case 'known': {
        const { match } = resolution;
        const { customerId, state } = await this.exclusivities.home(resolution);
        const scope = await this.owners.tellsApart(asked, { dealId, customerId }, seen);
        const holder = holderAgainst(state, { dealId, scope, from: on, until: on });
        if (!holder || !match) return { kind: 'none' };
        const { grantId, until } = holder;
        const seenThrough = seen.toString();
        return { kind: 'held', customerId, grantId, until, match, seenThrough };
      }
    }
  }
}
