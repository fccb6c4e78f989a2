import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate } from '@accord/kernel';
import { collisionsOf } from './collisions';
import { exclusivity, type Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';
import { extendExclusivity } from './extend-exclusivity';
import {
  AWAY,
  beginMove,
  inPlace,
  leaving,
  settleMove,
  takeIn,
  undoMove,
} from './move-exclusivity';

type Stored<T extends ExclusivityEvent['type']> = Extract<ExclusivityEvent, { type: T }>;
const stored = <T extends ExclusivityEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const given = (...events: ExclusivityEvent[]): Exclusivity => fold(exclusivity, events);

// Held from 2 February to 3 May; the customers merge on 10 March.
const granted = stored('ExclusivityGranted');
const released = stored('ExclusivityReleased');
const began = stored('ExclusivityMoveBegan');
const movedIn = stored('ExclusivityMovedIn');
const refused = stored('ExclusivityMoveRefused');
const settled = stored('ExclusivityMoveSettled');
const undone = stored('ExclusivityMoveUndone');
const move = began.data;
const coming = leaving(given(granted), move);
const { moveId } = move;

const rival = (from: string, until: string, change: object = {}): Stored<'ExclusivityGranted'> => ({
  type: 'ExclusivityGranted',
  data: {
    ...granted.data,
    grantId: 'rival-grant',
    dealId: 'rival',
    partnerId: 'granite',
    from: isoDate(from),
    until: isoDate(until),
    ...change,
  },
});

describe('The stored events of a move', () => {
  it('close the stream that grants leave, and let them hold in the other from that day on', () => {
    expect(beginMove(move)).toEqual(accepted(began));
    expect(given(granted, began).moving).toEqual(move);
    expect(given(movedIn)).toMatchObject({
      grants: [{ grantId: granted.data.grantId, from: '2026-03-10', until: '2026-05-03' }],
      arrivals: new Map([[moveId, 'in']]),
    });
    expect(given(granted, began, settled)).toMatchObject({
      grants: [],
      closedInto: move.to,
      left: new Map([[granted.data.grantId, move.to]]),
    });
    expect(given(granted, began, undone)).toEqual(given(granted));
  });

  it('let a grant come back', () => {
    const back: ExclusivityEvent = {
      type: 'ExclusivityMovedIn',
      data: { ...movedIn.data, moveId: 'back' },
    };
    const split = { ...began, data: { ...move, deals: [granted.data.dealId] } };
    const state = given(granted, split, settled, back);
    expect(state.closedInto).toBeUndefined();
    expect([state.grants.length, state.left]).toEqual([1, new Map()]);
  });
});

describe('While grants are on their way', () => {
  const extend = (state: Exclusivity) =>
    inPlace(state, granted.data.grantId, (free) =>
      extendExclusivity(free, { grantId: granted.data.grantId, until: isoDate('2026-06-02') }),
    );
  const elsewhere = { kind: 'rejected', rejections: [{ code: AWAY }] };

  it('nothing is decided where they come from, nor after they have gone', () => {
    expect(extend(given(granted))).toMatchObject({ kind: 'accepted' });
    expect(extend(given(granted, began))).toMatchObject(elsewhere);
    expect(extend(given(granted, began, settled))).toMatchObject(elsewhere);
    expect(extend(given(granted, began, undone))).toMatchObject({ kind: 'accepted' });
  });

  it('others are decided about where only some left by a split', () => {
    const split = { ...began, data: { ...move, deals: [granted.data.dealId] } };
    const after = given(granted, rival('2026-06-01', '2026-07-01'), split, settled);
    expect(extend(after)).toMatchObject(elsewhere);
    expect(inPlace(after, 'rival-grant', () => accepted())).toEqual(accepted());
    expect(after.grants.map(({ dealId }) => dealId)).toEqual(['rival']);
  });
});

describe('Where the grants go to, it is decided', () => {
  it('that they hold, once', () => {
    expect(takeIn(given(), move, coming)).toEqual(accepted(movedIn));
    expect(takeIn(given(movedIn), move, coming)).toEqual(accepted());
  });

  it('that they do not when one of them excludes what holds there on any day to come', () => {
    const held = given(rival('2026-05-03', '2026-08-01'));
    expect(takeIn(held, move, coming)).toEqual(accepted(refused));
    const since = given(rival('2026-05-03', '2026-08-01'), refused);
    expect(takeIn({ ...since, grants: [] }, move, coming)).toEqual(accepted());
  });

  it('that days before the merge exclude nothing: they were two customers then', () => {
    const before = given(rival('2026-01-01', '2026-03-09'));
    expect(takeIn(before, move, coming)).toEqual(accepted(movedIn));
    const onThatDay = given(rival('2026-01-01', '2026-03-10'));
    expect(takeIn(onThatDay, move, coming)).toEqual(accepted(refused));
  });

  it('that they do not when the customer is itself on its way to another', () => {
    const why = { ...refused, data: { ...refused.data, why: 'moving' } };
    const away = { ...began, data: { ...move, moveId: 'other', from: move.to, to: 'third' } };
    expect(takeIn(given(away), move, coming)).toEqual(accepted(why));
    const gone = { ...settled, data: { moveId: 'other', grantIds: [] } };
    expect(takeIn(given(away, gone), move, coming)).toEqual(accepted(why));
  });

  it('that losers give way in the same decision, on either side', () => {
    const theirs = rival('2026-02-02', '2026-05-03');
    const { dealId, grantId } = theirs.data;
    const end: ExclusivityEvent = {
      type: 'ExclusivityReleased',
      data: {
        dealId,
        grantId,
        releasedOn: isoDate('2026-03-10'),
        why: 'customers-merged',
        evidence: move.evidence,
      },
    };
    const decided = { ...move, losers: [{ dealId, grantId }] };
    expect(takeIn(given(theirs), decided, coming)).toEqual(
      accepted<ExclusivityEvent>(end, movedIn),
    );

    const here = { ...began, data: decided };
    expect(leaving(given(granted, theirs), decided)).toEqual(coming);
    expect(settleMove(given(granted, theirs, here), moveId)).toEqual(
      accepted<ExclusivityEvent>(end, settled),
    );
  });
});

describe('The end of a move', () => {
  it('is told once where it came from', () => {
    expect(settleMove(given(granted, began), moveId)).toEqual(accepted(settled));
    expect(settleMove(given(granted, began, settled), moveId)).toEqual(accepted());
    expect(undoMove(given(granted, began), moveId)).toEqual(accepted(undone));
    expect(undoMove(given(granted, began, undone), moveId)).toEqual(accepted());
    expect(settleMove(given(granted), moveId)).toEqual(accepted());
  });

  it('leaves behind what was released: it is over', () => {
    expect(leaving(given(granted, released), move)).toEqual([]);
  });
});

describe('Two customers collide', () => {
  const codes = (theirs: ExclusivityEvent, on = '2026-03-10') =>
    collisionsOf(given(granted), given(theirs), isoDate(on)).map(({ survivor }) => survivor.dealId);

  it.each([
    ['on the last day of the one', '2026-05-03', '2026-08-01', ['rival']],
    ['on the day of the merge', '2026-01-01', '2026-03-10', ['rival']],
    ['not before it', '2026-01-01', '2026-03-09', []],
    ['not after both', '2026-05-04', '2026-08-01', []],
  ])('%s', (_when, from, until, found) => {
    expect(codes(rival(from, until))).toEqual(found);
  });

  it('not in different scopes, and not when the one has run out', () => {
    const scope = { group: 'services', kind: 'customer' };
    expect(codes(rival('2026-02-02', '2026-05-03', { scope }))).toEqual([]);
    expect(codes(rival('2026-02-02', '2026-08-03'), '2026-05-04')).toEqual([]);
  });
});
