/** Whose customer it is when something is renewed; every field null: nobody's. */
export class IncumbentBody {
  partnerId: string | null;
  since: string | null;
  /** "order", "statement", or "opening": an order from before orders came here. */
  by: string | null;
  /** The order, or the document of the customer's statement. */
  reference: string | null;
  /** The partner's discount in the order, where it is known. */
  lastRate: string | null;
}
