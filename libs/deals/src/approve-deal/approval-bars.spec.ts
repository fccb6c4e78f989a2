import { isoDate } from '@accord/kernel';
import { rulesOf } from '../../../../test/support/sample-rules';
import { approvalBars } from './approval-bars';

const gitlab = {
  exclusivity: { scope: 'opportunity' },
  tender: { registration: 'accept', bidders: 'cosell' },
} as const;
const registered = (publishedOn: string) => ({
  registeredOn: isoDate('2026-03-10'),
  tender: { number: 'T-1', publishedOn: isoDate(publishedOn) },
});
const codes = (...asked: Parameters<typeof approvalBars>): string[] =>
  approvalBars(...asked).map(({ code }) => code);

describe('Nobody is approved', () => {
  it.each([
    ['2026-03-09', ['tender-bidder']],
    ['2026-03-10', ['tender-bidder']],
    ['2026-03-11', []],
  ])('who registered on 10 March for a tender published on %s: %j', (day, expected) => {
    expect(codes(gitlab, registered(day), undefined)).toEqual(expected);
  });

  it('as a bidder only where the program makes bidders of them', () => {
    expect(codes(rulesOf('neuvector'), registered('2026-03-10'), undefined)).toEqual([]);
    expect(codes(gitlab, { registeredOn: isoDate('2026-03-10') }, undefined)).toEqual([]);
  });

  it('on a letter that moves nothing, or that nobody signed', () => {
    const plain = { registeredOn: isoDate('2026-03-10') };
    const letter = { document: 'mail', statedBy: 'c-1' };
    expect(codes(gitlab, plain, letter)).toEqual(['letter-moves-nothing']);
    expect(codes(rulesOf('cirrus'), plain, letter)).toEqual([]);
    expect(codes(rulesOf('cirrus'), plain, { document: 'mail' })).toEqual(['statement-unsigned']);
  });
});
