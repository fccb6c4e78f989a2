/** The order that a renewal inherits its source from. */
export class InheritedFromBody {
  saleId: string;
  bookedOn: string;
}

/** Who brought the business of a deal. */
export class AttributionBody {
  /** "partner" (Partner Generated) or "vendor". */
  source: 'partner' | 'vendor';
  because: string;
  /** Null: the deal's own. */
  inheritedFrom: InheritedFromBody | null;
}
