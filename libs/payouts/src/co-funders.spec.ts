import {
  currency,
  fold,
  formatAmount,
  isoDate,
  money,
  parseAmount,
  toJson,
  type Decision,
  type Money,
} from '@accord/kernel';
import { coFunderAccount, coFunderId } from './co-funder/co-funder';
import type { CoFunderEvent } from './co-funder/co-funder.events';
import { postRefund } from './post-refund/post-refund';
import { receiveRefund } from './receive-refund/receive-refund';

const USD = currency('USD');
const usd = (text: string): Money => parseAmount(text, USD);
const owner = { party: 'aws', entity: 'gitlabinc', book: 'gitlab', currency: 'USD' };
const coFunder = { accountId: coFunderId(owner), ...owner };

/** What a hyperscaler owes, told event by event. */
class Story {
  readonly events: CoFunderEvent[] = [];

  private get state() {
    return fold(coFunderAccount, this.events);
  }

  /** Signed, in dollars and cents. */
  get open(): string {
    return formatAmount(money(this.state.open, USD));
  }

  /** What stands in an account of the ledger, debits less credits. */
  ledger(account: string): string {
    const lines = this.events.flatMap(({ data }) => data.postings.flatMap((one) => one.lines));
    const minor = lines
      .filter((line) => line.account === account)
      .reduce(
        (so, { side, amount }) => so + (side === 'debit' ? 1n : -1n) * BigInt(amount.minor),
        0n,
      );
    return formatAmount(money(minor, USD));
  }

  /** The claim's refund is so much now. */
  refund(claimId: string, amount: string): string[] {
    const refund = {
      fundId: 'alder-q1',
      requestId: 'M-01',
      claimId,
      partnerId: 'alder',
      amount: toJson(usd(amount)),
      approvedOn: isoDate('2026-03-25'),
      sources: [],
    };
    const of = { coFunder, lineId: `refund:${claimId}`, contra: '4910' } as const;
    return this.tell(postRefund(this.state, { ...of, refund }));
  }

  receive(amount: Money): string[] {
    const receipt = {
      receiptId: `receipt-${this.events.length}`,
      amount,
      receivedOn: isoDate('2026-05-04'),
      receivedBy: { principal: 'fiona', onBehalfOf: null },
      reference: null,
    };
    return this.tell(receiveRefund(this.state, receipt));
  }

  private tell(decision: Decision<CoFunderEvent>): string[] {
    if (decision.kind === 'rejected') return decision.rejections.map(({ code }) => code);
    this.events.push(...decision.events);
    return decision.events.map(({ type }) => type);
  }
}

describe('What a co-funding party owes', () => {
  it('is booked once against what the claim costs, however often it is told', () => {
    const story = new Story();
    expect(story.refund('C-1', '3000.00')).toEqual(['RefundPosted']);
    expect(story.refund('C-1', '3000.00')).toEqual([]);
    expect(story.refund('C-2', '0.00')).toEqual([]);
    expect([story.ledger('1150'), story.ledger('4910')]).toEqual(['3000.00', '-3000.00']);
    expect(story.open).toBe('3000.00');
  });

  it('is less by as much as a claim is clawed back, and nothing when all of it is', () => {
    const story = new Story();
    story.refund('C-1', '3000.00');
    story.refund('C-2', '500.00');
    story.refund('C-1', '1800.00');
    expect([story.ledger('1150'), story.ledger('4910')]).toEqual(['2300.00', '-2300.00']);
    story.refund('C-1', '0.00');
    expect(story.refund('C-1', '0.00')).toEqual([]);
    expect([story.open, story.ledger('4910')]).toEqual(['500.00', '-500.00']);
  });

  it('is received in parts, to the last cent and not a cent more', () => {
    const story = new Story();
    story.refund('C-1', '3000.00');
    expect(story.receive(usd('3000.01'))).toEqual(['more-than-open']);
    expect(story.receive(usd('1000.00'))).toEqual(['RefundReceived']);
    expect(story.receive(usd('2000.01'))).toEqual(['more-than-open']);
    expect(story.receive(usd('2000.00'))).toEqual(['RefundReceived']);
    expect(story.receive(usd('0.01'))).toEqual(['more-than-open']);
    expect([story.open, story.ledger('1200'), story.ledger('4910')]).toEqual([
      '0.00',
      '3000.00',
      '-3000.00',
    ]);
    expect(story.events.at(-1)?.data).toMatchObject({
      receivedOn: '2026-05-04',
      receivedBy: { principal: 'fiona' },
    });
  });

  it('is received for what it is: above zero, in its currency, of somebody who owes', () => {
    const story = new Story();
    expect(story.receive(usd('1.00'))).toEqual(['co-funder-unknown']);
    story.refund('C-1', '3000.00');
    expect(story.receive(usd('0.00'))).toEqual(['amount-not-positive']);
    expect(story.receive(parseAmount('1.00', currency('EUR')))).toEqual(['currency-mismatch']);
  });

  it('is below zero after a clawback of what was paid for, and later claims make up for it', () => {
    const story = new Story();
    story.refund('C-1', '3000.00');
    story.receive(usd('3000.00'));
    story.refund('C-1', '2000.00');
    expect([story.open, story.receive(usd('0.01'))]).toEqual(['-1000.00', ['more-than-open']]);
    story.refund('C-2', '1500.00');
    expect([story.open, story.receive(usd('500.00'))]).toEqual(['500.00', ['RefundReceived']]);
    expect([story.ledger('1150'), story.ledger('1200')]).toEqual(['0.00', '3500.00']);
  });
});
