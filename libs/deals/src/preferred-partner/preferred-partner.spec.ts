import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import { choosePartner, preferredPartner, removePartner } from './preferred-partner';
import type { PreferredPartnerEvent } from './preferred-partner.events';

type Stored<T extends PreferredPartnerEvent['type']> = Extract<PreferredPartnerEvent, { type: T }>;
const stored = <T extends PreferredPartnerEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));

const chosen = stored('PreferredPartnerChosen');
const removed = stored('PreferredPartnerRemoved');
const none = fold(preferredPartner, []);
const one = fold(preferredPartner, [chosen]);
// GitLab channel operations, US public sector: at least one meeting, the id of 18 characters.
const rules = {
  territories: ['USPubSec'],
  minMeetings: 1,
  opportunityIdLength: 18,
  others: 'listPrice',
} as const;
const published = { ...rules, territories: [...rules.territories] };

const answer = (change: Partial<typeof chosen.data>, state = none): string => {
  const decision = choosePartner(state, published, { ...chosen.data, ...change });
  return decision.kind === 'accepted'
    ? `${decision.events.length} events`
    : (decision.rejections[0]?.code ?? '');
};

describe('A preferred partner', () => {
  it('is chosen once, and again after it was removed', () => {
    expect(choosePartner(none, published, chosen.data)).toEqual(accepted(chosen));
    expect(answer({}, one)).toBe('0 events');
    expect(answer({ partnerId: 'alder' }, one)).toBe('partner-preferred-already');
    expect(removePartner(one, { on: removed.data.removedOn })).toEqual(accepted(removed));
    expect(answer({ partnerId: 'alder' }, fold(preferredPartner, [chosen, removed]))).toBe(
      '1 events',
    );
    expect(removePartner(none, { on: isoDate('2026-03-20') })).toEqual(
      rejected('no-partner-preferred', 'No partner is preferred for the opportunity'),
    );
  });

  it.each([
    [0, 'meetings-missing'],
    [1, '1 events'],
  ])('after %s meetings: %s', (meetings, code) => {
    expect(answer({ meetings })).toBe(code);
  });

  it.each([
    ['006XX0000012AbC', 'opportunity-id-incomplete'],
    ['006XX0000012AbCQAU', '1 events'],
    ['006XX0000012AbCQAUX', 'opportunity-id-incomplete'],
  ])('for the opportunity %s: %s', (ref, code) => {
    expect(answer({ opportunity: { source: 'crm', ref } })).toBe(code);
  });

  it('is chosen in no program without the rule', () => {
    expect(choosePartner(none, undefined, chosen.data)).toEqual(
      rejected('not-in-program', 'The program prefers no partners'),
    );
  });
});
