import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate } from '@accord/kernel';
import { exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';
import { handOverExclusivity } from './hand-over-exclusivity';

type Granted = Extract<ExclusivityEvent, { type: 'ExclusivityGranted' }>;
const granted: Granted = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/ExclusivityGranted.v1.json'), 'utf8'),
);
const given = (...events: ExclusivityEvent[]) => fold(exclusivity, events);
const { dealId: from, grantId } = granted.data;
const agreed = { document: 'mail-17' };

// Held from 2 February to 3 May; handed over on 10 March.
const wanted: Granted['data'] = {
  ...granted.data,
  grantId: 'heir-grant',
  dealId: 'heir',
  partnerId: 'granite',
  by: 'transfer',
  from: isoDate('2026-03-10'),
  until: isoDate('2026-06-08'),
};
const third: Granted = {
  ...granted,
  data: {
    ...granted.data,
    grantId: 'third-grant',
    dealId: 'third',
    scope: { group: 'sourced', kind: 'opportunity', opportunity: 'crm/2', family: 'Premium' },
  },
};
const codeOf = (state = given(granted), change: Partial<Granted['data']> = {}, by = from) => {
  const decision = handOverExclusivity(state, { ...wanted, ...change }, by, agreed);
  return decision.kind === 'accepted' ? 'accepted' : decision.rejections[0]?.code;
};

describe('A protection that is handed over', () => {
  it('ends for the one and goes on for the other, for the rest of its time, in one decision', () => {
    expect(handOverExclusivity(given(granted), wanted, from, agreed)).toEqual(
      accepted<ExclusivityEvent>(
        {
          type: 'ExclusivityReleased',
          data: {
            grantId,
            dealId: from,
            releasedOn: isoDate('2026-03-10'),
            why: 'transferred',
            evidence: agreed,
            takenBy: { grantId: 'heir-grant', dealId: 'heir' },
          },
        },
        { type: 'ExclusivityGranted', data: { ...wanted, until: isoDate('2026-05-03') } },
      ),
    );
  });

  it('is one that stands, of another deal, and about the same', () => {
    expect(codeOf(given())).toBe('nothing-to-transfer');
    expect(codeOf(given(granted), { dealId: from, grantId: 'again' })).toBe('accepted');
    expect(codeOf(given(granted), { from: isoDate('2026-05-04') })).toBe('nothing-to-transfer');
    expect(codeOf(given(third), {}, 'third')).toBe('nothing-to-transfer');
    const ended: ExclusivityEvent = {
      type: 'ExclusivityReleased',
      data: { grantId, dealId: from, releasedOn: isoDate('2026-03-09'), why: 'withdrawn' },
    };
    expect(codeOf(given(granted, ended))).toBe('nothing-to-transfer');
  });

  it('takes nothing from a third one that is in the way of the heir', () => {
    const scope = { ...third.data.scope, opportunity: null };
    expect(codeOf(given(granted, third), { scope })).toBe('exclusivity-held');
  });
});
