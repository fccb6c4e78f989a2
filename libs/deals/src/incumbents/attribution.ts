import type { AttributionBody } from './attribution.response';

/**
 * GitLab channel operations: an approved registration, or an opportunity that began as a partner's
 * lead, is partner generated; a renewal inherits from the customer's oldest new business.
 */
export function attributionOf(facts: {
  readonly registered: boolean;
  readonly initialSource: string | null;
  readonly from: AttributionBody['inheritedFrom'];
}): AttributionBody {
  const { registered, initialSource, from: inheritedFrom } = facts;
  if (registered) {
    return { source: 'partner', because: 'an approved registration', inheritedFrom };
  }
  return initialSource === 'PQL'
    ? { source: 'partner', because: 'the opportunity began as a lead of a partner', inheritedFrom }
    : { source: 'vendor', because: 'no approved registration', inheritedFrom };
}
