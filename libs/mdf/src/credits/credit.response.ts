/** What is left of money that came into a fund at one time. */
export class CreditBody {
  fundId: string;
  /** Null: shared by the partners of the region. */
  partnerId: string | null;
  creditId: string;
  currency: string;
  /** Still to be asked for. */
  available: string;
  /** Last day on which it may be asked for. */
  expiresOn: string;
}
