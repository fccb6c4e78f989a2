import * as fc from 'fast-check';
import { fromJson } from '@accord/kernel';
import type { HoldScope } from '../account/hold';
import { isOwnLine } from '../statement/own-lines';
import { EVERYTHING, type AccountModel, type Fact, type Taxed } from './account-model';
import type { AccountUnderModel } from './account-under-model';
import { command, minor } from './model-command';
import { paymentCommands, writeOffCommands } from './payment-commands';

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
function propose(model: AccountModel, real: AccountUnderModel, taxed: Taxed): void {
  const { facts } = model.draft(taxed);
  real.draft(facts, taxed);
  const all = real.drafts.at(-1)?.pages.flatMap((page) => page.lines) ?? [];
  const lines = all.filter((one) => !isOwnLine(one));
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
  const outcome = real.issue(nth);
  // Estimates never leave it out.
  if (drafted && !drafted.isMoved && !drafted.isPaid) {
    expect(['nothing-drafted', 'done']).toContain(outcome);
  }
  if (drafted?.isMoved) {
    expect(['nothing-drafted', 'account-moved', 'statement-issued']).toContain(outcome);
  }
  if (!drafted || outcome !== 'done') return;
  model.issue(drafted);
  model.moved();
}

const taxes = fc.constantFrom<Taxed[]>('no', 'no', 'gross', 'net');
const draft = taxes.map((taxed) =>
  command(`draft with tax: ${taxed}`, (model, real) => propose(model, real, taxed)),
);
const issue = fc
  .constantFrom(0, 0, 0, 1)
  .map((back) =>
    command(`issue ${back} before the last draft`, (model, real) => issueDraft(model, real, back)),
  );
const state = taxes.map((taxed) =>
  command(`draft and issue with tax: ${taxed}`, (model, real) => {
    propose(model, real, taxed);
    issueDraft(model, real, 0);
  }),
);

/** Twice: what was estimated once is not booked again. */
const estimate = fc.constant(
  command('estimate', (model, real) => {
    expect(['done', 'unchanged']).toContain(real.estimate(model.facts));
    expect(real.estimate(model.facts)).toBe('unchanged');
    model.estimate();
  }),
);

export const commands = (maxCommands: number) =>
  fc.commands(
    [
      ...[earn, earn, earn, earn, claims, clawBack, clawBack, takeOver, hold, release],
      ...[draft, issue, state, state, state, estimate, estimate, estimate],
      ...[...paymentCommands, ...writeOffCommands],
    ],
    { maxCommands, size: 'max' },
  );
