/** Whose account it is: what every event of an account says. */
export interface Payee {
  readonly accountId: string;
  readonly partnerId: string;
  /** The program whose book it belongs to. */
  readonly book: string;
  readonly currency: string;
}
