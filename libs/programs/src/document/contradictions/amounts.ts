import { parseAmount, type Money } from '@accord/kernel';
import type { ProgramRules } from '../program-document';
import type { Fault } from './check';

/** Notes an amount that the program's currency cannot hold. @returns it where it can */
export function amountAt(
  { currency }: Pick<ProgramRules, 'currency'>,
  fault: Fault,
  path: string,
  text: string,
): Money | undefined {
  try {
    return parseAmount(text, currency);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    fault(path, error.message);
    return undefined;
  }
}
