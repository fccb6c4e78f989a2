import { calculateEarnings } from './calculate-earnings';
import { History } from '../../../test/support/history';

const referral = (bookedOn = '2026-04-28', registeredOn = '2026-02-10'): History =>
  new History()
    .partner('fjord')
    .deal('d', { partnerId: 'fjord', dealType: 'referral', registeredOn })
    .sale('s', { dealId: 'd', annualFees: '120000.00', bookedOn });

describe('The referral fee (GitLab Master Partner Agreement)', () => {
  it('is due 45 days after quarter end where that is later than payment plus 10', () => {
    const [line] = calculateEarnings(referral().paid('s', '120000.00', '2026-05-20').events);
    expect(line).toMatchObject({
      lineId: 'referral-fee:d:s',
      quarter: 'FY2027-Q1',
      amount: { minor: '1200000', currency: 'USD' },
      dueOn: '2026-06-14',
      derivation: '10% of annual fees 120000.00 = 12000.00 USD',
    });
  });

  it('is due 10 days after a later payment', () => {
    const [line] = calculateEarnings(referral().paid('s', '120000.00', '2026-06-08').events);
    expect(line).toMatchObject({ dueOn: '2026-06-18' });
  });

  it('rests on the events of its registration and of its sale', () => {
    const { events } = referral().paid('s', '120000.00', '2026-05-20');
    const [line] = calculateEarnings(events);
    expect(line?.sources.map(({ eventId, type }) => [eventId, type])).toEqual(
      events
        .filter(({ stream }) => stream === 'deal-d' || stream === 'sale-s')
        .map(({ id, type }) => [id, type]),
    );
    expect(line?.sources).toHaveLength(4);
  });

  it('waits for the payment that completes the sum', () => {
    const history = referral().paid('s', '119999.99', '2026-05-20');
    expect(calculateEarnings(history.events)[0]).toMatchObject({ dueOn: null });
    history.paid('s', '0.01', '2026-06-10');
    expect(calculateEarnings(history.events)[0]).toMatchObject({ dueOn: '2026-06-20' });
  });

  it('is earned but has no due date while the customer has not paid', () => {
    const [line] = calculateEarnings(referral().events);
    expect(line).toMatchObject({ amount: { minor: '1200000' }, dueOn: null, zeroReason: null });
  });

  it('goes once per transaction, to the first approved in order of receipt', () => {
    const history = new History()
      .partner('fjord')
      .partner('granite')
      .deal('first', { partnerId: 'granite', dealType: 'referral', opportunity: 'o' })
      .deal('second', { partnerId: 'fjord', dealType: 'referral', opportunity: 'o' })
      .sale('s', { opportunity: 'o', bookedOn: '2026-03-02' });
    const lines = calculateEarnings(history.events);
    expect(lines.map(({ partnerId, amount }) => [partnerId, amount.minor])).toEqual([
      ['granite', '1200000'],
      ['fjord', '0'],
    ]);
    expect(lines[1]?.zeroReason).toBe('One fee per transaction: deal "first" was approved first');
  });

  it('excludes another payment to the same partner on the same sale', () => {
    const history = new History()
      .partner('fjord')
      .deal('fee', { partnerId: 'fjord', dealType: 'referral', opportunity: 'o0' });
    for (const i of [0, 1, 2]) {
      history
        .deal(`d${i}`, { partnerId: 'fjord', dealType: 'serviceAttach', opportunity: `o${i}` })
        .sale(`s${i}`, { opportunity: `o${i}`, netArr: '40000.00', bookedOn: '2026-03-10' });
    }
    const lines = calculateEarnings(history.events);
    expect(lines.map(({ lineId, amount }) => [lineId, amount.minor])).toEqual([
      ['referral-fee:fee:s0', '1200000'],
      ['service-attach-rebate:d0:s0', '0'],
      ['service-attach-rebate:d1:s1', '100000'],
      ['service-attach-rebate:d2:s2', '100000'],
    ]);
    expect(lines[1]?.zeroReason).toBe('The same sale is paid for under "referral-fee" already');
  });

  it('is not earned by a referral registered on 1 May for an order closed on 28 April', () => {
    const [line] = calculateEarnings(referral('2026-04-28', '2026-05-01').events);
    expect(line).toMatchObject({
      amount: { minor: '0' },
      quarter: 'FY2027-Q1',
      zeroReason: 'Registered on 2026-05-01, after the order closed on 2026-04-28',
      wouldChange: ['A registration by 2026-04-28'],
    });
  });

  it.each([
    ['2026-04-27', '1200000'],
    ['2026-04-28', '1200000'],
    ['2026-04-29', '0'],
  ])('for an order closed on 28 April, registered on %s: %s cents', (registeredOn, minor) => {
    const [line] = calculateEarnings(referral('2026-04-28', registeredOn).events);
    expect(line).toMatchObject({ amount: { minor }, quarter: 'FY2027-Q1' });
  });

  it('that is refused is told of with its quarter, paid for or not, and nothing more would change it', () => {
    const history = new History()
      .partner('fjord')
      .deal('d', { partnerId: 'fjord', dealType: 'referral', registeredOn: '2026-05-01' })
      .sale('s', { dealId: 'd', annualFees: '120000.00', bookedOn: '2026-04-28' });
    expect(calculateEarnings(history.events)[0]).toMatchObject({
      amount: { minor: '0' },
      dueOn: '2026-06-14',
    });
    history.paid('s', '120000.00', '2026-06-08');
    expect(calculateEarnings(history.events)[0]).toMatchObject({ dueOn: '2026-06-14' });
    const [earned] = calculateEarnings(referral().events);
    expect(earned).not.toHaveProperty('wouldChange');
  });

  it('falls away with the sale', () => {
    const [line] = calculateEarnings(referral().reversed('s', '2026-05-02').events);
    expect(line).toMatchObject({
      amount: { minor: '0' },
      zeroReason: 'The sale was reversed on 2026-05-02',
    });
  });

  it('rounds once, half up on the magnitude: 10 % of 33,333.35 is 3,333.34', () => {
    const history = new History()
      .partner('fjord')
      .deal('d', { partnerId: 'fjord', dealType: 'referral' })
      .sale('s', { dealId: 'd', annualFees: '33333.35', bookedOn: '2026-03-02' });
    expect(calculateEarnings(history.events)[0]).toMatchObject({
      exact: { numerator: '33333350', denominator: '100' },
      amount: { minor: '333334' },
    });
  });
});
