import { currency, parseAmount, type Money } from '@accord/kernel';
import { requestFault } from './problem';

/**
 * @param text decimal amount; @param code of its currency; @param path of the field that holds it
 * @throws Problem 400 when the amount is more precise than its currency, or too large
 */
export function amountOf(text: string, code: string, path: string): Money {
  try {
    return parseAmount(text, currency(code));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw requestFault([{ code: 'is-amount', message: error.message, path }]);
  }
}
