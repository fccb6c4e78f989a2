/** Who brought the business of a deal. */
export class Attribution {
  /** "partner" (Partner Generated) or "vendor". */
  source: 'partner' | 'vendor';
  because: string;
  /** The order that a renewal inherits its source from; null: the deal's own. */
  inheritedFrom: { saleId: string; bookedOn: string } | null;
}

/**
 * GitLab channel operations: an approved registration, or an opportunity that began as a partner's
 * lead, is partner generated; a renewal inherits from the customer's oldest new business.
 */
export function attributionOf(facts: {
  readonly registered: boolean;
  readonly initialSource: string | null;
  readonly from: Attribution['inheritedFrom'];
}): Attribution {
  const { registered, initialSource, from: inheritedFrom } = facts;
  if (registered) {
    return { source: 'partner', because: 'an approved registration', inheritedFrom };
  }
  return initialSource === 'PQL'
    ? { source: 'partner', because: 'the opportunity began as a lead of a partner', inheritedFrom }
    : { source: 'vendor', because: 'no approved registration', inheritedFrom };
}
