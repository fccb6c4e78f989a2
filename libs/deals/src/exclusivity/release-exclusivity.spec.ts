import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, type Decision } from '@accord/kernel';
import { exclusivity, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';
import { handOverExclusivity } from './hand-over-exclusivity';
import { grantExclusivity } from './grant-exclusivity';
import { releaseExclusivity } from './release-exclusivity';
import { transferExclusivity } from './transfer-exclusivity';

type Granted = Extract<ExclusivityEvent, { type: 'ExclusivityGranted' }>;
const granted: Granted = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/ExclusivityGranted.v1.json'), 'utf8'),
);
const held = fold(exclusivity, [granted]);
const { dealId, grantId, until } = granted.data;
const on = isoDate('2026-03-10');
const evidence = { document: 'mail-17', statedBy: 'person-1' };
const wanted: Granted['data'] = {
  ...granted.data,
  grantId: 'heir-grant',
  dealId: 'heir',
  partnerId: 'granite',
  from: on,
  until: isoDate('2026-06-08'),
};
const giveBack = {
  grantId: 'heir-grant',
  dealId: 'heir',
  releasedOn: on,
  why: 'not-approvable',
} as const;

const after = (state: Exclusivity, decision: Decision<ExclusivityEvent>): Exclusivity => {
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision.events.reduce(exclusivity.evolve, state);
};

describe.each([
  ['a letter', (state: Exclusivity) => transferExclusivity(state, wanted, evidence)],
  ['a transfer', (state: Exclusivity) => handOverExclusivity(state, wanted, dealId, evidence)],
])('What %s took over', (_by, takeOver) => {
  const taken = after(held, takeOver(held));

  it('comes back as it was, in one decision, where its new deal cannot be approved', () => {
    expect(releaseExclusivity(taken, giveBack)).toEqual(
      accepted<ExclusivityEvent>(
        { type: 'ExclusivityReleased', data: giveBack },
        { type: 'ExclusivityRestored', data: { grantId, dealId, until } },
      ),
    );
    const restored = after(taken, releaseExclusivity(taken, giveBack));
    expect(restored.grants[0]).toEqual(held.grants[0]);
    // And is released or taken over like any other.
    expect(releaseExclusivity(restored, giveBack)).toEqual(accepted());
    const other = { ...wanted, dealId: 'third', grantId: 'third-grant' };
    expect(grantExclusivity(restored, other).kind).toBe('rejected');
    expect(after(restored, transferExclusivity(restored, other, evidence)).grants[0]).toMatchObject(
      {
        released: true,
        taken: { by: 'third-grant', until },
      },
    );
  });

  it.each(['withdrawn', 'lost'] as const)('does not, where that one stood and was %s', (why) => {
    expect(releaseExclusivity(taken, { ...giveBack, why })).toEqual(
      accepted<ExclusivityEvent>({ type: 'ExclusivityReleased', data: { ...giveBack, why } }),
    );
  });
});

describe('What was taken over', () => {
  it('does not come back where somebody else holds a part of it by now', () => {
    // The holder kept all of the customer, the letter was for one opportunity, another has been given since.
    const scope = (opportunity: string | null) =>
      ({ group: 'sourced', kind: 'opportunity', opportunity, family: 'Premium' }) as const;
    const all = fold(exclusivity, [{ ...granted, data: { ...granted.data, scope: scope(null) } }]);
    const own = { ...wanted, scope: scope('crm/1') };
    const taken = after(all, transferExclusivity(all, own, evidence));
    const third = { ...wanted, grantId: 'third', dealId: 'third', scope: scope('crm/2') };
    const both = after(taken, grantExclusivity(taken, third));
    expect(releaseExclusivity(both, giveBack)).toEqual(
      accepted<ExclusivityEvent>({ type: 'ExclusivityReleased', data: giveBack }),
    );
  });

  it('does not in logs that do not say by whom it was taken', () => {
    const old = fold(exclusivity, [
      granted,
      {
        type: 'ExclusivityReleased',
        data: { grantId, dealId, releasedOn: on, why: 'transferred', evidence },
      },
      { type: 'ExclusivityGranted', data: wanted },
    ]);
    expect(releaseExclusivity(old, giveBack)).toEqual(
      accepted<ExclusivityEvent>({ type: 'ExclusivityReleased', data: giveBack }),
    );
  });
});
