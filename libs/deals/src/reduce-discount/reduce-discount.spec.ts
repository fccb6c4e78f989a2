import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, ratio, rejected } from '@accord/kernel';
import { deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { priceState } from '../deal-price/price-state';
import { reduceDiscount } from './reduce-discount';

type Stored<T extends DealEvent['type']> = Extract<DealEvent, { type: T }>;
const stored = <T extends DealEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));

const registered = stored('DealRegistered');
const reduced = stored('DealDiscountReduced');
const pending = fold(deal, [registered]);
const to = (rate: string) => ({ party: 'reseller', rate }) as const;

describe('A discount', () => {
  // GitLab, order processing: reduced only with approval, never increased.
  it.each([
    ['19.999%', true],
    ['20%', false],
    ['20.001%', false],
    ['0%', true],
  ])('of 20%% may become %s: %s', (rate, allowed) => {
    expect(reduceDiscount(pending, to(rate), ratio('20%')).kind).toBe(
      allowed ? 'accepted' : 'rejected',
    );
  });

  it('that was reduced is remembered with what it was, the lowest for ever', () => {
    expect(reduceDiscount(pending, to('15%'), ratio('20%'))).toEqual(accepted(reduced));
    const history: DealEvent[] = [
      registered,
      reduced,
      { type: 'DealDiscountReduced', data: { party: 'reseller', rate: '18%', before: '20%' } },
    ];
    expect(fold(priceState, history).agreed).toEqual({ reseller: '15%' });
  });

  it('is one of a party of the deal, while the deal is open', () => {
    expect(reduceDiscount(pending, to('15%'), undefined)).toEqual(
      rejected('party-not-in-deal', 'The deal names no reseller', 'party'),
    );
    const denied = fold(deal, [registered, stored('DealDenied')]);
    expect(reduceDiscount(denied, to('15%'), ratio('20%'))).toEqual(
      rejected('deal-not-open', 'The deal is denied'),
    );
  });
});
