import {
  currency,
  isoDate,
  logPosition,
  money,
  posting,
  toJson,
  type Recorded,
} from '@accord/kernel';
import type { AccountEvent } from '../account/account.events';
import { NOTHING_OWED, book } from '../account/account-balances';
import { accountLines } from './account-lines';

const usd = (minor: bigint) => money(minor, currency('USD'));
const payee = {
  accountId: 'gitlabinc.fjord.USD',
  partnerId: 'fjord',
  book: 'gitlab',
  currency: 'USD',
};
const payment = { payoutId: 'run', paymentId: 'pay-1', amount: toJson(usd(200_000n)) };
const events: AccountEvent[] = [
  {
    type: 'OpeningBalanceRecorded',
    data: {
      ...payee,
      opening: {
        lineId: 'opening:t',
        programId: 'gitlab',
        openingId: 't',
        amount: toJson(usd(50_000n)),
        cutoverOn: isoDate('2026-01-31'),
        sources: [],
      },
      paid: toJson(usd(0n)),
      receivable: toJson(usd(10_000n)),
      postings: [
        posting(
          'OB',
          { debit: '3900', credit: '2110', amount: usd(50_000n) },
          { debit: '1100', credit: '3900', amount: usd(10_000n) },
        ),
      ],
    },
  },
  {
    type: 'StatementIssued',
    data: {
      ...payee,
      statementId: 'run.fjord',
      payoutId: 'run',
      quarter: 'FY2027-Q1',
      issuedOn: isoDate('2026-06-15'),
      position: '1',
      root: 'r',
      page: 1,
      pages: 1,
      lines: [],
      postings: [
        posting('R2', { debit: '4900', credit: '2110', amount: usd(160_000n) }),
        posting('R3', { debit: '2110', credit: '2120', amount: usd(210_000n) }),
        posting('R5', { debit: '2120', credit: '2130', amount: usd(210_000n) }),
        posting('R8', { debit: '2130', credit: '1100', amount: usd(10_000n) }),
      ],
    },
  },
  {
    type: 'PaymentConfirmed',
    data: {
      ...payee,
      ...payment,
      sha256: 'a',
      postings: [posting('R6a', { debit: '2170', credit: '1200', amount: usd(200_000n) })],
    },
  },
];
const recorded = (event: AccountEvent, i: number) =>
  ({
    ...event,
    id: `e${i}`,
    stream: 'account-x',
    revision: i,
    position: logPosition(BigInt(i)),
  }) as Recorded<AccountEvent>;

describe('What makes the balances of an account', () => {
  it('is every event with what it changed, adding up to the balances', () => {
    const lines = accountLines(events.map(recorded));
    expect(lines.map(({ changes }) => changes)).toEqual([
      { earned: 50_000n, receivable: 10_000n },
      { earned: -50_000n, payable: 200_000n, receivable: -10_000n },
      { inFlight: -200_000n, paid: 200_000n },
    ]);
    const balances = events.reduce((so, { data }) => book(so, data.postings), NOTHING_OWED);
    expect(lines.at(-1)?.after).toEqual(balances);
    expect(lines.map(({ text }) => text)).toEqual([
      'Taken over from the books that ended on 2026-01-31: 500.00 USD carried forward, 0.00 USD paid, 100.00 USD owed by the partner',
      'Statement "run.fjord": 0 lines, 0.00 USD',
      'The bank has paid pay-1: 2000.00 USD',
    ]);
  });

  it('is nothing where nothing has happened', () => expect(accountLines([])).toEqual([]));
});
