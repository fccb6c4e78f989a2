import type { StatementLine } from './statement-line';

/** Lines that a statement says of itself: they follow from its others, and stand for nothing earned. */
export function isOwnLine({ basis }: StatementLine): boolean {
  switch (basis.kind) {
    case 'carryForward':
    case 'withholding':
      return true;
    case 'earning':
    case 'fundClaim':
    case 'adjustment':
    case 'opening':
      return false;
  }
}
