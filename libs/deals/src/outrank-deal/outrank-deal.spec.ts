import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, rejected } from '@accord/kernel';
import { deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { outrankDeal } from './outrank-deal';

type Stored<T extends DealEvent['type']> = Extract<DealEvent, { type: T }>;
const stored = <T extends DealEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));

const registered = stored('DealRegistered');
const outranked = stored('DealOutranked');
const told = 'Another partner registered this opportunity before.';
const pending = fold(deal, [registered]);

describe('A registration that another one outranks', () => {
  const { grantId, outcome, until } = outranked.data;

  it('is told what it gets instead, once for each holder, and goes on waiting', () => {
    expect(outrankDeal(pending, outranked.data, told)).toEqual(accepted(outranked));
    const after = fold(deal, [registered, outranked]);
    expect(after).toEqual({ ...pending, outranked: { grantId, outcome, until } });
    expect(outrankDeal(after, outranked.data, told)).toEqual(accepted());
    const other = { ...outranked.data, grantId: 'the next holder' };
    expect(outrankDeal(after, other, told)).toEqual(
      accepted({ type: 'DealOutranked', data: other }),
    );
  });

  it('remembers it while it is asked for information, and forgets it when its turn has come', () => {
    const asked = fold(deal, [registered, outranked, stored('DealReturned')]);
    expect(asked).toMatchObject({ status: 'returned', outranked: { outcome: 'cosell' } });
    expect(fold(deal, [registered, outranked, stored('DealTurnCame')])).toEqual(pending);
  });

  it('is denied where the program denies losers', () => {
    const denied = { ...outranked.data, outcome: 'deny' } as const;
    expect(outrankDeal(pending, denied, told)).toEqual(
      accepted<DealEvent>(
        { type: 'DealOutranked', data: denied },
        { type: 'DealDenied', data: { code: 'exclusivity-held', publicReason: told } },
      ),
    );
  });

  it('is one that waits', () => {
    expect(outrankDeal(fold(deal, []), outranked.data, told)).toEqual(
      rejected('deal-unknown', 'No such deal'),
    );
    const approved = fold(deal, [registered, stored('DealApproved')]);
    expect(outrankDeal(approved, outranked.data, told)).toEqual(
      rejected('deal-not-open', 'The deal is approved'),
    );
  });
});
