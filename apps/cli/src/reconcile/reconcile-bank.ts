import { currency as currencyOf, formatAmount, isCurrency, parseAmount } from '@accord/kernel';
import type { BankAnswer } from '@accord/payouts';
import type { Finding } from './finding';

/** A payment as the API lists it. */
export interface LedgerPayment {
  readonly paymentId: string;
  readonly messageId: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly status: 'in-flight' | 'confirmed' | 'returned';
}

interface Said {
  readonly answer: BankAnswer;
  /** What the bank has settled; null: on its way. */
  readonly status: 'confirmed' | 'returned' | null;
}

/**
 * Holds the payments of the ledger to what the bank's files say of each, the last word counting. An answer
 * about a whole message is one about each of its payments.
 */
export function reconcileBank(
  payments: readonly LedgerPayment[],
  answers: readonly BankAnswer[],
): Finding[] {
  const last = new Map<string, Said>();
  const unknown: BankAnswer[] = [];
  const ids = new Set(payments.map(({ paymentId }) => paymentId));
  for (const answer of answers) {
    const about = aboutIn(answer, payments).filter((id) => ids.has(id));
    if (about.length === 0) unknown.push(answer);
    const { kind } = answer.verdict;
    const said = { answer, status: kind === 'pending' ? null : kind };
    for (const id of about) {
      // That something is on its way takes back nothing.
      if (said.status !== null || !last.has(id)) last.set(id, said);
    }
  }
  return [
    ...payments.map((payment) => compared(payment, last.get(payment.paymentId))),
    ...unknown.map((answer): Finding => ({
      kind: 'only in other',
      what: 'messageId' in answer.about ? answer.about.messageId : answer.about.paymentId,
      currency: answer.amount?.currency ?? '',
      ledger: null,
      other: answer.amount?.text ?? null,
      note: `the bank says ${answer.verdict.kind}`,
    })),
  ];
}

const aboutIn = ({ about }: BankAnswer, payments: readonly LedgerPayment[]): readonly string[] =>
  'paymentId' in about
    ? [about.paymentId]
    : payments
        .filter(({ messageId }) => messageId === about.messageId)
        .map(({ paymentId }) => paymentId);

function compared(payment: LedgerPayment, said: Said | undefined): Finding {
  const { paymentId: what, currency, amount: ledger, status } = payment;
  const of = { what, currency, ledger };
  if (!said) return { ...of, kind: 'only in ledger', other: null, note: `it is ${status} here` };
  const amount = said.answer.amount;
  const other =
    amount && (sameAmount(amount, payment) ? ledger : `${amount.text} ${amount.currency}`);
  if (other !== null && other !== ledger) {
    return { ...of, kind: 'amount differs', other, note: null };
  }
  const isAsSaid = status === (said.status ?? 'in-flight');
  const note = isAsSaid ? null : `${status} here, the bank says ${said.status ?? 'pending'}`;
  return { ...of, kind: isAsSaid ? 'matched' : 'status differs', other, note };
}

function sameAmount(
  { text, currency }: NonNullable<BankAnswer['amount']>,
  payment: LedgerPayment,
): boolean {
  if (currency !== payment.currency || !isCurrency(currency)) return false;
  try {
    return formatAmount(parseAmount(text, currencyOf(currency))) === payment.amount;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}
