import type { IsoDate, MoneyJson, Recorded } from '@accord/kernel';
import type { DealEvent, OpportunityRef } from '@accord/deals';
import type { SourceEvent } from '../earning-line';
import { sourceOf } from './source-of';

/** What incentives must know of a deal. */
export interface DealFact {
  readonly dealId: string;
  readonly partnerId: string;
  readonly programId: string;
  readonly dealType: string;
  /** `<source>/<ref>` of its opportunity. */
  readonly opportunity: string | null;
  readonly productFamily: string;
  readonly softwareOwnedByPartner: boolean;
  readonly units: number | null;
  /** As registered, or as amended since. */
  readonly value: MoneyJson;
  readonly territory: string;
  /** The distributor of a two-tier deal. */
  readonly distributorId: string | null;
  /** By the word of sales where that took the registration's route, else of the partner. */
  readonly renewal: 'none' | 'flat' | 'growth';
  /** What the partner chose or claimed with the registration. */
  readonly elections: readonly string[];
  readonly registeredOn: IsoDate;
  readonly approval: {
    readonly approvedOn: IsoDate;
    readonly expiresOn: IsoDate;
    /** Place of the approval among all: the order of receipt where only the first counts. */
    readonly position: string;
  } | null;
  readonly ended: {
    readonly how: 'withdrawn' | 'expired' | 'lost' | 'broken';
    readonly on: IsoDate;
  } | null;
  readonly sources: readonly SourceEvent[];
}

/** @throws Error when an event comes before the registration */
export function foldDeal(fact: DealFact | undefined, event: Recorded<DealEvent>): DealFact {
  if (event.type === 'DealRegistered') {
    const { dealId, partnerId, programId, dealType, opportunity, registeredOn } = event.data;
    return {
      dealId,
      partnerId,
      programId,
      dealType,
      opportunity: opportunityKey(opportunity),
      productFamily: event.data.productFamily,
      softwareOwnedByPartner: event.data.softwareOwnedByPartner,
      units: event.data.units ?? null,
      value: event.data.value,
      territory: event.data.territory,
      distributorId: event.data.distributorId ?? null,
      renewal: event.data.renewal,
      elections: event.data.bonuses ?? [],
      registeredOn,
      approval: null,
      ended: null,
      sources: [sourceOf(event)],
    };
  }
  if (!fact) throw new Error(`${event.type} in "${event.stream}" before the registration`);
  switch (event.type) {
    case 'DealApproved': {
      const { approvedOn, expiresOn } = event.data;
      const approval = { approvedOn, expiresOn, position: event.position.toString() };
      return { ...fact, approval, ended: null, sources: [...fact.sources, sourceOf(event)] };
    }
    case 'DealExtended': {
      const { expiresOn } = event.data;
      if (!fact.approval) throw new Error(`${event.type} of a deal that was not approved`);
      return { ...fact, approval: { ...fact.approval, expiresOn }, ended: null };
    }
    case 'DealReassigned':
      return { ...fact, partnerId: event.data.partnerId };
    case 'DealWithdrawn':
      return { ...fact, ended: { how: 'withdrawn', on: event.data.withdrawnOn } };
    case 'DealProtectionBroken':
      return { ...fact, ended: { how: 'broken', on: event.data.brokenOn } };
    case 'DealExpired':
      return { ...fact, ended: { how: 'expired', on: event.data.expiredOn } };
    case 'DealLost':
      return { ...fact, ended: { how: 'lost', on: event.data.lostOn } };
    case 'DealWon':
      return { ...fact, ended: null };
    case 'DealAmended': {
      const { value = fact.value, productFamily = fact.productFamily } = event.data.changes;
      return { ...fact, value, productFamily, sources: [...fact.sources, sourceOf(event)] };
    }
    case 'DealRouted':
      return { ...fact, renewal: event.data.case.renewal };
    case 'DealAmendmentProposed':
    case 'DealAmendmentDenied':
    case 'DealAssessed':
    case 'DealPartnerContacted':
    case 'DealExtensionRequested':
    case 'DealExtensionDenied':
    case 'DealExpiryWarned':
    case 'DealStepApproved':
    case 'DealReturned':
    case 'DealInformationProvided':
    case 'DealDenied':
    case 'DealSilenceLapsed':
    case 'DealOutranked':
    case 'DealTurnCame':
    case 'DealDiscountReduced':
      return fact;
  }
}

/** One text for an opportunity, by which deals and sales find each other. */
export const opportunityKey = (opportunity: OpportunityRef | null): string | null =>
  opportunity && `${opportunity.source}/${opportunity.ref}`;
