import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, logPosition, type Decision, type Recorded } from '@accord/kernel';
import { rulesOf } from '../../../../test/support/sample-rules';
import { deal, type Deal } from '../deal';
import { foldDeal, type DealRow } from '../deal-list/deal-row';
import type { DealEvent } from '../deal.events';
import { denyExtension, requestExtension } from './request-extension';

type Type = DealEvent['type'];
type Stored<T extends Type> = Extract<DealEvent, { type: T }>;
const stored = <T extends Type>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
const given = (...types: Type[]): Deal => fold(deal, types.map(stored));
const recorded = (event: DealEvent): Recorded<DealEvent> => ({
  ...event,
  id: 'e',
  stream: 'deal-d',
  revision: 0,
  position: logPosition(7n),
  recordedAt: '2026-04-28T12:00:00.000Z',
  schemaVersion: 1,
  envelope: {
    commandId: 'c',
    commandHash: 'h',
    correlationId: 'c',
    causationId: 'c',
    actor: { principal: 'p', role: 'program-manager' },
    occurredOn: isoDate('2026-04-28'),
  },
});
const gitlab = rulesOf('gitlab');
const registered = given('DealRegistered');
const approved = given('DealRegistered', 'DealApproved');

describe('A request for an extension', () => {
  const asked = stored('DealExtensionRequested');
  const reason = 'The customer decides in May.';
  const ask = (state: Deal, on: string, rules: Partial<typeof gitlab.extension> = {}) =>
    requestExtension(state, { ...gitlab.extension, ...rules }, { on: isoDate(on), reason });
  const codeOf = (decision: Decision<DealEvent>): unknown =>
    decision.kind === 'rejected' ? decision.rejections[0]?.code : decision.events[0]?.type;
  const expired = given('DealRegistered', 'DealApproved', 'DealExpired');

  it('waits for an answer; meanwhile the protection stays as it is', () => {
    expect(ask(approved, '2026-04-28')).toEqual(accepted(asked));
    const waiting = given('DealRegistered', 'DealApproved', asked.type);
    expect(waiting).toMatchObject({ status: 'approved', extensionAsked: true });
    expect(waiting).toMatchObject({ approval: { expiresOn: '2026-05-03' } });
    expect(codeOf(ask(waiting, '2026-04-29'))).toBe('extension-requested');
  });

  // Protected through 3 May 2026; the extension would end on 2 June [scenario 8].
  it.each([
    ['2026-05-03', approved, {}, 'DealExtensionRequested'],
    ['2026-05-04', expired, {}, 'DealExtensionRequested'],
    ['2026-05-04', expired, { allowAfterExpiry: false }, 'deal-expired'],
    ['2026-05-03', approved, { allowAfterExpiry: false }, 'DealExtensionRequested'],
    ['2026-06-02', expired, {}, 'DealExtensionRequested'],
    ['2026-06-03', expired, {}, 'extension-over'],
    ['2026-06-03', expired, { from: 'grant' }, 'DealExtensionRequested'],
    ['2026-04-03', approved, { from: 'grant' }, 'extension-shortens'],
  ] as const)('on %s is answered by what could be given that day', (on, state, rules, answer) => {
    expect(codeOf(ask(state, on, rules))).toBe(answer);
  });

  it('is made once, since the standard extension is given once, and of an approved deal', () => {
    const extended = given('DealRegistered', 'DealApproved', 'DealExtended');
    expect(codeOf(ask(extended, '2026-05-20'))).toBe('extended-already');
    expect(codeOf(ask(registered, '2026-04-20'))).toBe('deal-not-open');
  });

  it('ends with the extension or with a no, after which it may be made again', () => {
    const refused = { publicReason: 'The customer has not heard from you.' };
    expect(codeOf(denyExtension(approved, refused))).toBe('no-extension-requested');
    const waiting = given('DealRegistered', 'DealApproved', asked.type, 'DealExpired');
    expect(denyExtension(waiting, refused)).toEqual(accepted(stored('DealExtensionDenied')));
    for (const end of ['DealExtended', 'DealExtensionDenied'] as const) {
      expect(given('DealRegistered', 'DealApproved', asked.type, end)).not.toHaveProperty(
        'extensionAsked',
      );
    }
    const denied = given('DealRegistered', 'DealApproved', asked.type, 'DealExtensionDenied');
    expect(codeOf(ask(denied, '2026-04-29'))).toBe('DealExtensionRequested');
  });

  it('shows in the deal, and to the partner why not', () => {
    const rowAfter = (...events: Type[]) =>
      (['DealRegistered', 'DealApproved', asked.type, ...events] as const).reduce<
        DealRow | undefined
      >((row, event) => foldDeal(row, recorded(stored(event))) ?? undefined, undefined);
    expect(rowAfter()).toMatchObject({ extension_requested_on: '2026-04-28' });
    expect(rowAfter('DealExtended')).toMatchObject({ extension_requested_on: null });
    expect(rowAfter('DealExtensionDenied')).toMatchObject({
      extension_requested_on: null,
      public_note: 'The customer has not heard from you.',
      status: 'approved',
    });
  });
});
