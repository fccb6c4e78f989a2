import * as fc from 'fast-check';
import type { AccountEvent } from '../account/account.events';
import type { AccountModel } from './account-model';
import type { AccountUnderModel } from './account-under-model';

type Command = fc.Command<AccountModel, AccountUnderModel>;

/** A command that may always come; its text shows what was done when a run fails. */
export const command = (
  text: string,
  run: (model: AccountModel, real: AccountUnderModel) => void,
): Command => ({
  check: () => true,
  run(model, real) {
    const from = real.events.length;
    run(model, real);
    for (const event of real.events.slice(from)) balance(event);
    agree(model, real);
  },
  toString: () => text,
});

export const minor = fc.oneof(
  fc.constantFrom(1n, 2n, 2n ** 53n + 1n, 2n ** 62n),
  fc.bigInt(1n, 100_000n),
);

/** Every posting of an event adds up to nothing, in one currency, by lines that each move something. */
function balance({ data, type }: AccountEvent): void {
  for (const { rule, lines } of data.postings) {
    const currencies = new Set(lines.map(({ amount }) => amount.currency));
    const sum = lines.reduce(
      (so, { side, amount }) => so + (side === 'debit' ? 1n : -1n) * BigInt(amount.minor),
      0n,
    );
    expect({ type, rule, sum, currencies: currencies.size }).toEqual({
      type,
      rule,
      sum: 0n,
      currencies: 1,
    });
    expect(lines.filter(({ amount }) => BigInt(amount.minor) <= 0n)).toEqual([]);
  }
}

/** The journal adds up to the model's ledger, the fold shows the same, and no statement is paid twice. */
function agree(model: AccountModel, { state, journal }: AccountUnderModel): void {
  const ledger = model.ledger();
  const booked = Object.entries(ledger).filter(([code, minor]) => code in journal || minor !== 0n);
  expect(journal).toMatchObject(Object.fromEntries(booked));
  const of = (code: string): bigint => ledger[code] ?? 0n;
  expect(state.balances).toEqual({
    accrued: -of('2100'),
    earned: -of('2110'),
    approved: -of('2120'),
    held: -of('2125'),
    payable: -of('2130'),
    carried: 0n,
    withheld: -of('2140'),
    inFlight: -of('2170'),
    paid: model.inBank('either', 'confirmed') + model.openingPaid - model.paidBack,
    receivable: of('1100'),
  });
  // What was paid by the books before may be paid back here.
  const { paid: _paid, ...owed } = state.balances;
  expect(Object.values(owed).every((amount) => amount >= 0n)).toBe(true);
  const open = [...state.accruals.values()].flatMap((one) => Object.values(one.open));
  expect(open.reduce((so, one) => so + one, 0n)).toBe(state.balances.accrued);
  expect(open.every((amount) => amount >= 0n)).toBe(true);

  const live = [...state.payments.values()].filter(
    ({ status }) => status === 'in-flight' || status === 'confirmed',
  );
  const statements = live.flatMap(({ payment }) => payment.statementIds);
  expect(statements).toHaveLength(new Set(statements).size);
}
