import { currency, parseAmount, type Money } from '@accord/kernel';
import { requestFault } from '@accord/platform';

/**
 * @param path of the field that holds the amount
 * @throws Problem 400 when the amount is more precise than its currency, or too large
 */
export function amountOf(text: string, code: string, path = 'amount'): Money {
  try {
    return parseAmount(text, currency(code));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw requestFault([{ code: 'is-amount', message: error.message, path }]);
  }
}
