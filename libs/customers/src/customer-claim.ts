/** A number in an official register, for example a VAT number or an LEI. */
export interface RegisterNumber {
  /** ISO 3166-1 alpha-2 of the register; null for worldwide ones such as the LEI. */
  readonly country: string | null;
  /** For example "vat", "lei", "duns". */
  readonly kind: string;
  readonly value: string;
}

/** What a registration says about its end customer. A company, never a person. */
export interface CustomerClaim {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly domain: string | null;
  readonly registerNumbers: readonly RegisterNumber[];
  /** On one line, as the source has it. */
  readonly address?: string | null;
}
