import type { BankAnswer } from '@accord/payouts';
import { reconcileBank, type LedgerPayment } from './reconcile-bank';
import { isReconciled, totalsOf } from './report';

const payment = (paymentId: string, status: LedgerPayment['status']): LedgerPayment => ({
  paymentId,
  messageId: 'm1',
  amount: '5750.00',
  currency: 'USD',
  status,
});
const says = (
  about: BankAnswer['about'],
  kind: 'confirmed' | 'returned' | 'pending',
  text: string | null = '5750',
): BankAnswer => ({
  line: 1,
  about,
  verdict: kind === 'returned' ? { kind, how: 'rejected', reasonCode: 'AC04' } : { kind },
  amount: text === null ? null : { text, currency: 'USD' },
});
const told = (payments: readonly LedgerPayment[], answers: readonly BankAnswer[]): unknown[] =>
  reconcileBank(payments, answers).map(({ kind, what, ledger, other }) => [
    kind,
    what,
    ledger,
    other,
  ]);

describe('The bank held to the payments', () => {
  it('matches what both say, however the bank writes the amount, and its last settled word', () => {
    const answers = [
      says({ paymentId: 'a' }, 'confirmed', '5750.0'),
      says({ paymentId: 'a' }, 'pending'),
      says({ paymentId: 'b' }, 'confirmed'),
      says({ paymentId: 'b' }, 'returned'),
    ];
    const findings = reconcileBank([payment('a', 'confirmed'), payment('b', 'returned')], answers);
    expect(isReconciled(findings)).toBe(true);
    expect(totalsOf(findings)).toEqual([
      { kind: 'matched', currency: 'USD', count: 2, ledger: '11500.00', other: '11500.00' },
    ]);
  });

  it('takes an answer about a message for one about each of its payments', () => {
    const payments = [payment('a', 'confirmed'), payment('b', 'confirmed')];
    const all = reconcileBank(payments, [says({ messageId: 'm1' }, 'confirmed', null)]);
    expect(isReconciled(all)).toBe(true);
  });

  it('finds a payment that the bank is silent about, one of its own, another amount, another end', () => {
    const payments = [
      payment('silent', 'in-flight'),
      payment('short', 'confirmed'),
      payment('unbooked', 'in-flight'),
      payment('back', 'confirmed'),
    ];
    const answers = [
      says({ paymentId: 'short' }, 'confirmed', '5749.99'),
      says({ paymentId: 'unbooked' }, 'confirmed'),
      says({ paymentId: 'back' }, 'returned'),
      says({ paymentId: 'salary' }, 'confirmed', '1.00'),
    ];
    expect(told(payments, answers)).toEqual([
      ['only in ledger', 'silent', '5750.00', null],
      ['amount differs', 'short', '5750.00', '5749.99 USD'],
      ['status differs', 'unbooked', '5750.00', '5750.00'],
      ['status differs', 'back', '5750.00', '5750.00'],
      ['only in other', 'salary', null, '1.00'],
    ]);
  });
});
