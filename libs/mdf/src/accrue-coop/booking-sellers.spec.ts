import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesOf } from '../spec-support/fund-story';
import { sellersOf } from './booking-sellers';

const rulesFor = (vendor: string) =>
  rulesOf(readFileSync(join(__dirname, `../../../../samples/${vendor}/program.yaml`), 'utf8'));
const microsoft = rulesFor('microsoft');
const plastpro = rulesFor('plastpro');
const deal = (partnerId: string, dealType = 'sale') => ({ partnerId, dealType });

describe('Who accrues from a booking', () => {
  it('is whom it names, by the registration or by the order', () => {
    expect(sellersOf('alder', [], microsoft)).toEqual(['alder']);
    expect(sellersOf('alder', [deal('alder')], microsoft)).toEqual(['alder']);
  });

  it('is who has the registration of its opportunity, where it names nobody', () => {
    expect(sellersOf(undefined, [deal('birch')], microsoft)).toEqual(['birch']);
    expect(sellersOf(undefined, [deal('birch'), deal('alder')], plastpro)).toEqual(['birch']);
    expect(sellersOf(undefined, [], microsoft)).toEqual([]);
  });

  it('is everybody who is paid a rebate that is split with it', () => {
    const deals = [deal('cedar', 'services'), deal('birch'), deal('alder')];
    expect(sellersOf(undefined, deals, microsoft)).toEqual(['birch', 'alder']);
    expect(sellersOf('fjord', deals, microsoft)).toEqual(['fjord', 'birch', 'alder']);
  });
});
