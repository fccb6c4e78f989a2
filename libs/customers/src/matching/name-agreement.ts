import type { WordPair } from './word-alignment';

/** How two names agree. Names that only share a brand may be companies of one group. */
export interface NameAgreement {
  readonly level: string;
  readonly bits: number;
  readonly isGroup: boolean;
  readonly words: readonly WordPair[];
}
