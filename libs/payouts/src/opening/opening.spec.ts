import {
  accepted,
  currency,
  debited,
  fiscalQuarter,
  fold,
  isoDate,
  logPosition,
  money,
  type Decision,
  type DomainEvent,
} from '@accord/kernel';
import type { Standing } from '@accord/partners';
import { rulesOf } from '../../../../test/support/sample-rules';
import { account, type Account } from '../account/account';
import type { AccountEvent } from '../account/account.events';
import { confirmOpening } from '../confirm-opening/confirm-opening';
import { proposeOpening, type ProposeOpening } from '../propose-opening/propose-opening';
import { recordOpening, type RecordOpening } from '../record-opening/record-opening';
import { draftLines } from '../statement/draft-lines';
import { pagesOf } from '../statement/draft';
import { USUAL_TERMS } from '../statement/payout-terms';
import { opening, type Opening } from './opening';
import type { OpeningEvent } from './opening.events';

const usd = (minor: bigint) => money(minor, currency('USD'));
const person = (principal: string) => ({ principal, onBehalfOf: null });
const rules = rulesOf('gitlab');
const standing = { enrolled: true, programId: 'gitlab' } as Standing;
const command: ProposeOpening = {
  openingId: 'takeover',
  book: 'gitlab',
  currency: currency('USD'),
  cutoverOn: isoDate('2026-01-31'),
  balances: [
    { partnerId: 'granite', carriedForward: usd(0n), paid: usd(80_000n), receivable: usd(30_000n) },
    { partnerId: 'fjord', carriedForward: usd(125_050n), paid: usd(900_000n), receivable: usd(0n) },
  ],
  controls: {
    partners: 2,
    carriedForward: usd(125_050n),
    paid: usd(980_000n),
    receivable: usd(30_000n),
  },
  by: person('fiona'),
};
const facts = { rules, standings: [standing, standing], closed: undefined };
const eventsOf = <E extends DomainEvent>(decision: Decision<E>): readonly E[] => {
  if (decision.kind === 'rejected') throw new Error(decision.rejections[0]?.code);
  return decision.events;
};
const faultsOf = (decision: Decision<OpeningEvent>) =>
  decision.kind === 'accepted' ? [] : decision.rejections.map(({ code, path }) => [code, path]);
const proposed = fold(opening, [...eventsOf(proposeOpening(opening.initial, command, facts))]);
const hashOf = (state: Opening): string => (state.status === 'unknown' ? '' : state.proposal.hash);

describe('The opening of a running business', () => {
  it('is refused with every difference from its control totals', () => {
    const controls = { ...command.controls, partners: 3, paid: usd(979_999n) };
    const decision = proposeOpening(opening.initial, { ...command, controls }, facts);
    expect(faultsOf(decision)).toEqual([
      ['control-total-differs', 'controls.paid'],
      ['control-total-differs', 'controls.partners'],
    ]);
    expect(decision).toMatchObject({
      rejections: [
        {
          message: 'The balances add up to 9800.00, the control total is 9799.99: 0.01 off',
        },
        {},
      ],
    });
  });

  it('names every partner that it cannot take, and the currency', () => {
    const [granite, fjord] = command.balances;
    if (!granite || !fjord) throw new Error('no balances');
    const balances = [granite, fjord, { ...fjord, carriedForward: usd(0n), paid: usd(0n) }];
    const controls = { ...command.controls, partners: 3 };
    const eur = { ...command, currency: currency('EUR'), controls };
    const wrong = [{ ...standing, programId: 'cirrus' } as Standing, standing, standing];
    const found = proposeOpening(
      opening.initial,
      { ...command, balances, controls },
      { ...facts, standings: wrong },
    );
    expect(faultsOf(found)).toEqual([
      ['partner-unknown', 'balances.0.partnerId'],
      ['partner-twice', 'balances.2.partnerId'],
    ]);
    expect(
      faultsOf(proposeOpening(opening.initial, command, { ...facts, rules: undefined })),
    ).toEqual([['program-not-in-force', 'book']]);
    expect(eur.currency).toBe('EUR');
  });

  it('sent again changes nothing, and after its confirmation nothing else is taken', () => {
    const reordered = { ...command, balances: command.balances.toReversed() };
    expect(proposeOpening(proposed, reordered, facts)).toEqual(accepted());
    const by = person('carl');
    const confirm = { openingId: 'takeover', hash: hashOf(proposed), by, closed: undefined };
    const confirmed = fold(opening, [
      ...eventsOf(proposeOpening(opening.initial, command, facts)),
      ...eventsOf(confirmOpening(proposed, confirm)),
    ]);
    expect(confirmOpening(confirmed, confirm)).toEqual(accepted());
    expect(proposeOpening(confirmed, command, facts)).toEqual(accepted());
    const other = { ...command, cutoverOn: isoDate('2026-01-30') };
    expect(faultsOf(proposeOpening(confirmed, other, facts))).toEqual([
      ['opening-confirmed', undefined],
    ]);
  });

  it('changes nothing that is closed already, neither when it is proposed nor when it is confirmed', () => {
    const closed = fiscalQuarter('FY2026-Q4');
    expect(faultsOf(proposeOpening(opening.initial, command, { ...facts, closed }))).toEqual([
      ['cutover-closed', 'cutoverOn'],
    ]);
    expect(proposeOpening(proposed, command, { ...facts, closed })).toEqual(accepted());
    const confirm = { openingId: 'takeover', hash: hashOf(proposed), by: person('carl') };
    expect(faultsOf(confirmOpening(proposed, { ...confirm, closed }))).toEqual([
      ['cutover-closed', 'cutoverOn'],
    ]);
  });

  it('is confirmed by somebody else, who names what was reviewed', () => {
    const hash = hashOf(proposed);
    const by = (principal: string, named = hash) =>
      faultsOf(
        confirmOpening(proposed, {
          openingId: 'takeover',
          hash: named,
          by: person(principal),
          closed: undefined,
        }),
      );
    expect(by('fiona')).toEqual([['same-person', undefined]]);
    expect(by('carl', 'f'.repeat(64))).toEqual([['hash-mismatch', 'hash']]);
    expect(by('carl')).toEqual([]);
  });
});

describe('An account that begins with an opening balance', () => {
  const [fjord, granite] = proposed.status === 'unknown' ? [] : proposed.proposal.balances;
  const record = (state: Account, balance: RecordOpening['balance'] | undefined) => {
    if (!balance) throw new Error('no balance');
    const { openingId, book, cutoverOn } = command;
    const source = { eventId: 'e', stream: 'opening-takeover', revision: 1, position: '600' };
    return recordOpening(state, {
      openingId,
      book,
      currency: 'USD',
      cutoverOn,
      balance,
      sources: [{ ...source, type: 'OpeningConfirmed' }],
    });
  };

  it('holds what was carried forward and paid, against 3900, once', () => {
    const events = eventsOf<AccountEvent>(record(account.initial, fjord));
    const state = fold(account, [...events]);
    expect(state.balances).toEqual({
      accrued: 0n,
      earned: 125_050n,
      approved: 0n,
      held: 0n,
      withheld: 0n,
      payable: 0n,
      inFlight: 0n,
      paid: 900_000n,
      receivable: 0n,
      carried: 0n,
    });
    const [posting] = events.flatMap(({ data }) => data.postings);
    if (!posting) throw new Error('no posting');
    expect(debited(posting, '3900')).toBe(1_025_050n);
    expect(record(state, fjord)).toEqual(accepted());
  });

  it('pays what was carried forward with its next statement, exactly once', () => {
    const state = fold(account, [...eventsOf<AccountEvent>(record(account.initial, fjord))]);
    const cut = { book: 'gitlab', position: logPosition(1_000n), payOn: isoDate('2026-06-15') };
    const lines = draftLines([], state, cut);
    expect(lines).toMatchObject([
      { lineId: 'opening:takeover', standing: 'payable', amount: { minor: '125050' } },
    ]);
    const postings = pagesOf(lines, state, {
      book: 'gitlab',
      currency: 'USD',
      terms: USUAL_TERMS,
    }).flatMap((page) => page.postings);
    expect(postings.map(({ rule }) => rule)).toEqual(['R3', 'R5']);
    const issued = {
      ...state,
      lines: new Map([
        [
          'opening:takeover',
          {
            posted: 125_050n,
            held: 0n,
            approved: 0n,
            statementId: 's',
            firstOn: 's',
            basis: lines[0]!.basis,
          },
        ],
      ]),
    };
    expect(draftLines([], issued, cut)).toEqual([]);
    expect(draftLines([], state, { ...cut, position: logPosition(599n) })).toEqual([]);
    expect(draftLines([], state, { ...cut, position: logPosition(600n) })).toEqual(lines);
    expect(draftLines([], state, { ...cut, book: 'cirrus' })).toEqual([]);
  });

  it('offsets what a partner owed against what it earns later, and says nothing of zero', () => {
    const state = fold(account, [...eventsOf<AccountEvent>(record(account.initial, granite))]);
    expect(state.balances).toMatchObject({ earned: 0n, paid: 80_000n, receivable: 30_000n });
    const cut = { book: 'gitlab', position: logPosition(1_000n), payOn: isoDate('2026-06-15') };
    expect(draftLines([], state, cut)).toEqual([]);
  });
});
