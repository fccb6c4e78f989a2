import type { WordPair } from './word-alignment';

/** A same, B similar, F different, Z missing. */
export type Grade = 'A' | 'B' | 'F' | 'Z';
export type Family = 'name' | 'identifier' | 'domain' | 'country' | 'address';

/** One line of the waterfall: what was compared, on which level it agreed, and what that is worth. */
export interface Evidence {
  readonly family: Family;
  readonly level: string;
  /** log2 of how much likelier the agreement is for the same company than for another. */
  readonly bits: number;
  readonly left: string | null;
  readonly right: string | null;
  /** Names only: the words that were taken for the same. */
  readonly words?: readonly WordPair[];
}

/** A line and what it does to the verdict beside its bits. */
export interface Judged extends Evidence {
  readonly grade: Grade;
  /** Settles identity without a second family. */
  readonly decisive: boolean;
  /** At most the same group, whatever the score. */
  readonly capsAtGroup: boolean;
}

/** @returns what makes a line about two values. A check makes hundreds, so that each is one object of one shape */
export const comparing =
  (family: Family, left: string | null, right: string | null) =>
  (
    level: string,
    bits: number,
    grade: Grade,
    { decisive = false, capsAtGroup = false }: Partial<Judged> = {},
  ): Judged => ({ family, level, bits, left, right, grade, decisive, capsAtGroup });
