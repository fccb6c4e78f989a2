import * as fc from 'fast-check';
import { fromJson } from '@accord/kernel';
import type { AccountEvent } from '../account/account.events';
import type { HoldScope } from '../account/hold';
import type { BankAnswer } from '../bank-answers/bank-answer';
import { EVERYTHING, type AccountModel, type Fact, type ModelPayment } from './account-model';
import type { AccountUnderModel } from './account-under-model';

type Command = fc.Command<AccountModel, AccountUnderModel>;

/** A command that may always come; its text shows what was done when a run fails. */
const command = (
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

const minor = fc.oneof(fc.constantFrom(1n, 2n, 2n ** 53n + 1n, 2n ** 62n), fc.bigInt(1n, 100_000n));
const line = fc.constantFrom('a', 'b', 'c', 'd');
const deal = fc.constantFrom('deal 1', 'deal 2');
const claim = fc.constantFrom('mdf:c1', 'mdf:c2');

/** A sale earns so much from now on; nothing: it was reversed. */
const earn = fc
  .record({
    lineId: line,
    owed: fc.oneof({ weight: 1, arbitrary: fc.constant(0n) }, { weight: 4, arbitrary: minor }),
    due: fc.constantFrom(true, true, true, false),
    deal,
  })
  .map(({ lineId, ...rest }) =>
    command(`earn ${lineId} ${rest.owed} ${rest.deal} due: ${rest.due}`, ({ facts }) => {
      const kind: Fact['kind'] = lineId < 'c' ? 'rebate' : 'referral';
      facts.set(lineId, { kind, ...rest });
    }),
  );

const claims = fc.tuple(claim, minor).map(([lineId, owed]) =>
  command(`claim ${lineId} ${owed}`, (model, real) => {
    if (model.facts.has(lineId)) return;
    expect(real.claim(lineId, owed)).toBe('done');
    model.facts.set(lineId, { kind: 'claim', owed, due: true, deal: null });
    model.moved();
  }),
);

/** Takes so many percent of the claim back. */
const clawBack = fc.tuple(claim, fc.bigInt(1n, 100n)).map(([lineId, percent]) =>
  command(`claw back ${percent}% of ${lineId}`, (model, real) => {
    const owed = model.facts.get(lineId)?.owed ?? 0n;
    const back = (owed * percent + 99n) / 100n;
    if (back === 0n) return;
    expect(real.claim(lineId, owed - back)).toBe('done');
    model.takeBack(lineId, back);
    model.moved();
  }),
);

const takeOver = fc.tuple(minor, minor, minor).map(([carried, paid, owes]) =>
  command(`take over ${carried}, paid ${paid}, owes ${owes}`, (model, real) => {
    const isFirst = !model.facts.has('opening:o');
    expect(real.takeOver(carried, paid, owes)).toBe(isFirst ? 'done' : 'unchanged');
    if (!isFirst) return;
    model.takeOver(carried, paid, owes);
    model.moved();
  }),
);

const scopes: fc.Arbitrary<HoldScope> = fc.oneof(
  fc.constant<HoldScope>({ kind: 'account' }),
  fc.oneof(line, claim).map((lineId): HoldScope => ({ kind: 'line', lineId })),
  deal.map((dealId): HoldScope => ({ kind: 'deal', dealId })),
);
function nameOf(scope: HoldScope): string {
  switch (scope.kind) {
    case 'account':
      return EVERYTHING;
    case 'line':
      return scope.lineId;
    case 'deal':
      return scope.dealId;
  }
}

const hold = scopes.map((scope) =>
  command(`hold ${nameOf(scope)}`, (model, real) => {
    const isNew = !model.held.has(nameOf(scope));
    expect(real.hold(scope)).toBe(isNew ? 'done' : 'already-held');
    if (!isNew) return;
    model.held.add(nameOf(scope));
    model.moved();
  }),
);

const release = scopes.map((scope) =>
  command(`release ${nameOf(scope)}`, (model, real) => {
    const same = [...real.state.holds.values()].find((one) => nameOf(one.scope) === nameOf(scope));
    expect(same !== undefined).toBe(model.held.has(nameOf(scope)));
    expect(real.release(same?.holdId ?? 'none')).toBe(same ? 'done' : 'hold-not-active');
    if (!same) return;
    model.held.delete(nameOf(scope));
    model.moved();
  }),
);

/** Proposes a statement of all that is known; whatever is to change has its line there. */
function propose(model: AccountModel, real: AccountUnderModel): void {
  const { facts } = model.draft();
  real.draft(facts);
  const lines = real.drafts.at(-1)?.pages.flatMap((page) => page.lines) ?? [];
  const planned = model.planned(facts);
  for (const { lineId, target, aside } of lines) {
    const stated = fromJson(target).minor;
    const kept = aside ? fromJson(aside.held).minor : 0n;
    expect(planned.get(lineId)).toMatchObject({ stated, aside: kept });
  }
  const said = new Set(lines.map(({ lineId }) => lineId));
  for (const [lineId, { stated, aside }] of planned) {
    const now = model.standingOf(lineId);
    if (stated !== now.stated || aside !== now.aside) expect(said.has(lineId)).toBe(true);
  }
}

/** Issues a draft whatever happened since; @param back counts from the last one. */
function issueDraft(model: AccountModel, real: AccountUnderModel, back: number): void {
  const nth = real.drafts.length - 1 - back;
  const drafted = model.drafts[nth];
  const isUntouched = real.drafts[nth]?.accountRevision === real.state.revision;
  const outcome = real.issue(nth);
  if (isUntouched) expect(['nothing-drafted', 'done']).toContain(outcome);
  if (drafted?.isMoved) {
    expect(['nothing-drafted', 'account-moved', 'statement-issued']).toContain(outcome);
  }
  if (!drafted || outcome !== 'done') return;
  model.issue(drafted);
  model.moved();
}

const draft = fc.constant(command('draft', propose));
const issue = fc
  .constantFrom(0, 0, 0, 1)
  .map((back) =>
    command(`issue ${back} before the last draft`, (model, real) => issueDraft(model, real, back)),
  );
const state = fc.constant(
  command('draft and issue', (model, real) => {
    propose(model, real);
    issueDraft(model, real, 0);
  }),
);

const instruct = fc.nat(2).map((run) =>
  command(`instruct by run ${run}`, (model, real) => {
    const wanted = model.held.has(EVERYTHING)
      ? 'held'
      : model.payable > 0n
        ? 'done'
        : 'nothing-payable';
    expect(real.instruct(`run ${run}`)).toBe(wanted);
    if (wanted === 'done') model.instruct();
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
      if (payment && outcome === 'done') model.answer(payment, status);
    }),
  );

export const commands = (maxCommands: number) =>
  fc.commands(
    [
      ...[earn, earn, earn, earn, claims, clawBack, clawBack, takeOver, hold, release],
      ...[draft, issue, state, state, state, instruct, instruct, answer, answer],
    ],
    { maxCommands, size: 'max' },
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
  expect(journal).toMatchObject(pick(ledger, (code, amount) => code in journal || amount !== 0n));
  const { earned, approved, held, payable, inFlight, paid, receivable } = state.balances;
  expect({
    '1100': receivable,
    '1200': -paid,
    '2110': -earned,
    '2120': -approved,
    '2125': -held,
    '2130': -payable,
    '2170': -inFlight,
  }).toEqual(pick(ledger, (code) => code < '3'));
  expect(Object.values(state.balances).every((amount) => amount >= 0n)).toBe(true);

  const live = [...state.payments.values()].filter(
    ({ status }) => status === 'in-flight' || status === 'confirmed',
  );
  const statements = live.flatMap(({ payment }) => payment.statementIds);
  expect(statements).toHaveLength(new Set(statements).size);
}

const pick = (
  ledger: Readonly<Record<string, bigint>>,
  isWanted: (code: string, amount: bigint) => boolean,
): Record<string, bigint> =>
  Object.fromEntries(Object.entries(ledger).filter(([code, amount]) => isWanted(code, amount)));
