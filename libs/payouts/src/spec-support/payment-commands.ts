import * as fc from 'fast-check';
import type { BankAnswer } from '../bank-answers/bank-answer';
import { EVERYTHING, type ModelPayment } from './account-model';
import { command, minor } from './model-command';

/** In dollars, or in euros at the rate of the day. */
const instruct = fc.tuple(fc.nat(2), fc.constantFrom(false, false, true)).map(([run, euros]) =>
  command(`instruct by run ${run}${euros ? ' in euros' : ''}`, (model, real) => {
    const wanted = model.held.has(EVERYTHING)
      ? 'held'
      : model.payable > 0n
        ? 'done'
        : 'nothing-payable';
    expect(real.instruct(`run ${run}`, euros)).toBe(wanted);
    if (wanted !== 'done') return;
    model.instruct(euros);
    model.paidSince();
  }),
);

const VERDICTS: Readonly<Record<'confirmed' | 'rejected' | 'sent-back', BankAnswer['verdict']>> = {
  confirmed: { kind: 'confirmed' },
  rejected: { kind: 'returned', how: 'rejected', reasonCode: 'AC04' },
  'sent-back': { kind: 'returned', how: 'sent-back', reasonCode: null },
};

/** What comes of an answer, by what the bank said before. */
const OUTCOMES: Readonly<Record<ModelPayment['status'], Record<keyof typeof VERDICTS, string>>> = {
  'in-flight': { confirmed: 'done', rejected: 'done', 'sent-back': 'done' },
  confirmed: { confirmed: 'unchanged', rejected: 'contradiction', 'sent-back': 'done' },
  rejected: { confirmed: 'contradiction', rejected: 'unchanged', 'sent-back': 'unchanged' },
  'sent-back': { confirmed: 'unchanged', rejected: 'unchanged', 'sent-back': 'unchanged' },
};

const answer = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 1),
    fc.constantFrom('confirmed' as const, 'rejected' as const, 'sent-back' as const),
  )
  .map(([back, status]) =>
    command(`the bank says ${status} of ${back} before the last payment`, (model, real) => {
      const nth = model.payments.length - 1 - back;
      const payment = model.payments[nth];
      const outcome = real.answer(nth, VERDICTS[status]);
      expect(outcome).toBe(payment ? OUTCOMES[payment.status][status] : 'payment-unknown');
      if (!payment || outcome !== 'done') return;
      model.answer(payment, status);
      model.paidSince();
    }),
  );

/** So many percent of what the payee owes, or a plain amount. */
const proposeWriteOff = fc.oneof(fc.bigInt(0n, 110n), minor).map((wanted) =>
  command(`propose to give up ${wanted}`, (model, real) => {
    const amount = wanted <= 110n ? (model.receivable * wanted) / 100n : wanted;
    const refusal =
      amount === 0n
        ? 'nothing-to-write-off'
        : model.pendingWriteOff !== null
          ? 'write-off-pending'
          : model.bars(amount);
    const isKnown = real.state.payee !== null;
    expect(real.proposeWriteOff(amount)).toBe(isKnown ? (refusal ?? 'done') : 'account-unknown');
    if (isKnown && !refusal) model.pendingWriteOff = amount;
  }),
);

const decideWriteOff = fc
  .tuple(
    fc.constantFrom('approve' as const, 'approve' as const, 'reject' as const),
    fc.constantFrom(false, false, false, true),
  )
  .map(([effect, isSame]) =>
    command(`${effect} the write-off${isSame ? ', as who proposed it' : ''}`, (model, real) => {
      const { pendingWriteOff: pending } = model;
      const refusal =
        pending === null
          ? 'write-off-not-pending'
          : isSame
            ? 'same-person'
            : effect === 'approve'
              ? model.bars(pending)
              : undefined;
      expect(real.decideWriteOff(effect, isSame)).toBe(refusal ?? 'done');
      if (refusal) return;
      if (effect === 'reject') {
        model.pendingWriteOff = null;
        return;
      }
      model.giveUp();
      model.moved();
    }),
  );

/** Pays back a part of what is owed, or more than that. */
const payBack = fc.bigInt(0n, 110n).map((percent) =>
  command(`pay back ${percent}% of what is owed`, (model, real) => {
    const amount = (model.receivable * percent) / 100n;
    const refusal =
      real.state.payee === null
        ? 'account-unknown'
        : amount === 0n
          ? 'amount-not-positive'
          : amount > model.receivable
            ? 'more-than-owed'
            : undefined;
    expect(real.repay(amount)).toBe(refusal ?? 'done');
    if (refusal) return;
    model.payBack(amount);
    model.paidSince();
  }),
);

export const paymentCommands = [instruct, instruct, answer, answer, answer, answer];
export const writeOffCommands = [proposeWriteOff, decideWriteOff, payBack];
