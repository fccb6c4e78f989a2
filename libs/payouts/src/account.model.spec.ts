import * as fc from 'fast-check';
import { fold } from '@accord/kernel';
import { account } from './account/account';
import { commands } from './spec-support/account-commands';
import { AccountModel } from './spec-support/account-model';
import { AccountUnderModel } from './spec-support/account-under-model';

const play = (
  sequence: Iterable<fc.Command<AccountModel, AccountUnderModel>>,
): AccountUnderModel => {
  const [model, real] = [new AccountModel(), new AccountUnderModel()];
  fc.modelRun(() => ({ model, real }), sequence);
  return real;
};

describe('An account, whatever happens to it in whatever order,', () => {
  // A failure prints its seed and path, which `fc.assert` takes to play it again.
  it('stands after every step where a plain ledger stands, and pays nothing twice', () => {
    fc.assert(
      fc.property(commands(50), (sequence) => {
        const { state, states, events } = play(sequence);
        expect(fold(account, events)).toEqual(state);
        // Who keeps a state in memory finds it as it was.
        for (const { state: then, copy } of states) expect(then).toEqual(copy);
      }),
      { numRuns: 40 },
    );
  });

  it('meets every posting rule and every refusal in such runs', () => {
    const rules = new Set<string>();
    const refusals = new Set<string>();
    for (const sequence of fc.sample(commands(80), { seed: 1, numRuns: 80 })) {
      const real = play(sequence);
      for (const { data } of real.events) data.postings.forEach(({ rule }) => rules.add(rule));
      real.refusals.forEach((code) => refusals.add(code));
    }
    expect([...rules].toSorted().join(' ')).toBe(
      'M6 OB R1 R10 R2 R2b R3 R4 R5 R6 R6a R6b R7 R7a R7b R8 R9',
    );
    expect([...refusals].toSorted()).toEqual([
      'account-moved',
      'account-unknown',
      'already-held',
      'amount-not-positive',
      'contradiction',
      'correction-not-stated',
      'held',
      'hold-not-active',
      'more-than-owed',
      'nothing-payable',
      'nothing-to-write-off',
      'payment-unknown',
      'same-person',
      'statement-issued',
      'write-off-not-pending',
      'write-off-pending',
    ]);
  });
});
