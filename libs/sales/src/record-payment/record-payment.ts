import { accepted, rejected, type Decision } from '@accord/kernel';
import type { Payment, Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

/** Records money that the customer has paid. Its reference makes it one payment, however often told. */
export function recordPayment(state: Sale, payment: Payment): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  const known = state.payments.find(({ paymentRef }) => paymentRef === payment.paymentRef);
  if (known) {
    const isSame =
      known.amount.minor === payment.amount.minor &&
      known.amount.currency === payment.amount.currency;
    if (isSame) return accepted();
    const message = `Payment "${payment.paymentRef}" was recorded with another amount`;
    return rejected('payment-differs', message, 'paymentRef');
  }
  if (state.status === 'reversed') return rejected('sale-reversed', 'The sale was reversed');
  const { currency } = state.booking.annualFees;
  if (payment.amount.currency !== currency) {
    return rejected('currencies-differ', `The sale is in ${currency}`, 'currency');
  }
  if (BigInt(payment.amount.minor) <= 0n) {
    return rejected('amount-not-positive', 'A payment is more than zero', 'amount');
  }
  return accepted({ type: 'CustomerPaid', data: payment });
}
