import type { RegisterNumber } from '../customer-claim';

/** A company as some system describes it; what is not known is null or left out. */
export interface Company {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Web or e-mail domain. */
  readonly domain: string | null;
  readonly registerNumbers: readonly RegisterNumber[];
  /** On one line, for example "Hafenstr. 12, 20457 Hamburg". */
  readonly address?: string | null;
}
