import { account, type Account } from '../account/account';
import { answerPayment } from '../bank-answers/answer-payment';
import { instructPayment } from '../instruct-payments/instruct-payment';

/** The account once everything that is payable was told to the bank and paid. */
export function paidOut(state: Account): Account {
  if (state.balances.payable === 0n) return state;
  const of = { accountId: 'a', partnerId: 'fjord', book: 'gitlab', currency: 'USD' };
  const details = { detailsId: 'd', versionId: 'v', hash: 'h' };
  const told = instructPayment(state, { ...of, payoutId: 'q', details });
  if (told.kind === 'rejected') throw new Error('nothing to pay');
  const flying = told.events.reduce(account.evolve, state);
  return [...flying.payments.values()]
    .filter(({ status }) => status === 'in-flight')
    .reduce((so, { payment: { paymentId } }) => {
      const answer = { verdict: { kind: 'confirmed' }, amount: null } as const;
      const said = answerPayment(so, { paymentId, answer, book: 'gitlab', sha256: 'f' });
      return said.kind === 'rejected' ? so : said.events.reduce(account.evolve, so);
    }, flying);
}
