import type { Basis } from '../statement/statement-line';

/** What statements have said of a line so far. */
export interface PostedLine {
  /** What stands for it, in minor units. */
  readonly posted: bigint;
  /** What a hold keeps back besides (2125). */
  readonly held: bigint;
  /** What was held and is released, for the next statement (2120). */
  readonly approved: bigint;
  /** The last statement that it stood on. */
  readonly statementId: string;
  /** The first one that made something of it payable; null: none has. */
  readonly firstOn: string | null;
  readonly basis: Basis;
}
