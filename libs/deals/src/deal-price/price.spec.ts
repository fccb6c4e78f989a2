import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currency, fold, formatAmount, isoDate, parseAmount, toJson } from '@accord/kernel';
import { readDocument, type LoserOutcome, type ProgramRules } from '@accord/programs';
import { documentOf, rulesOf, type Vendor } from '../../../../test/support/sample-rules';
import type { Registration } from '../deal';
import type { DealEvent, DealLine } from '../deal.events';
import { percent } from './discount';
import { priceOf, type PriceFacts } from './price';
import { priceState, recordedOutcome } from './price-state';

const usd = (text: string) => toJson(parseAmount(text, currency('USD')));
const line = (part: DealLine['part'], list: string, family = 'Premium'): DealLine => ({
  family,
  part,
  list: usd(list),
});

const registration: Registration = {
  dealId: 'd',
  partnerId: 'acme',
  programId: 'gitlab',
  dealType: 'resale',
  claim: { name: 'Nordwind', country: 'DE', domain: null, registerNumbers: [] },
  opportunity: { source: 'crm', ref: 'OPP-1' },
  value: usd('100.00'),
  productFamily: 'Premium',
  territory: 'EMEA',
  renewal: 'none',
  softwareOwnedByPartner: false,
  origin: null,
  registeredOn: isoDate('2026-02-02'),
  silenceOn: null,
  partnerRevision: 0,
};

interface Given extends Partial<Omit<PriceFacts, 'registration'>> {
  readonly registration?: Partial<Registration>;
}

const priced = (rules: ProgramRules, given: Given) => {
  if (!rules.pricing) throw new Error('The program has no prices');
  const { way, prices } = priceOf(rules, rules.pricing, {
    status: 'pending',
    outranked: null,
    followed: false,
    preferred: null,
    track: 'Select',
    incumbent: 'nobody',
    lastRate: null,
    agreed: {},
    renewal: given.registration?.renewal ?? registration.renewal,
    ...given,
    registration: { ...registration, ...given.registration },
  });
  return {
    as: way.as,
    ...Object.fromEntries(
      prices.map(({ party, lines, net }) => [
        party,
        [...lines.map(({ discount }) => percent(discount)), formatAmount(net)],
      ]),
    ),
  };
};

const renewal = { renewal: 'growth' } as const;
const pricing = (more: Partial<NonNullable<ProgramRules['pricing']>> = {}): ProgramRules => ({
  ...rulesOf('gitlab'),
  pricing: {
    illustrative: true,
    discounts: [
      { price: 'sourced', party: 'reseller', rate: '20%' },
      { price: 'cosell', party: 'reseller', rate: '5%' },
      { price: 'renewal', party: 'reseller', rate: '10%' },
      { price: 'sourced', party: 'distributor', rate: '4%' },
      { price: 'cosell', party: 'distributor', rate: '2%' },
      { price: 'renewal', party: 'distributor', rate: '3%' },
    ],
    upgradeScope: 'wholeDeal',
    ...more,
  },
});

describe('A renewal', () => {
  const parts = { ...renewal, lines: [line('same', '29000.00'), line('added', '5800.00')] };

  it('14 (Working with GitLab): 29,000 as before at 10% and 5,800 added at 20% are 30,740', () => {
    expect(priced(pricing(), { status: 'approved', registration: parts })).toEqual({
      as: 'sourced',
      reseller: ['10%', '20%', '30740.00'],
    });
  });

  it('14: is one by the word of sales, that took its route, though the partner did not say so', () => {
    const [start, routed, approval] = (
      ['DealRegistered', 'DealRouted', 'DealApproved'] as const
    ).map((type): DealEvent =>
      JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8')),
    );
    if (start?.type !== 'DealRegistered' || routed?.type !== 'DealRouted' || !approval) {
      throw new Error('Other events');
    }
    const value = usd('34800.00');
    const net = (said: 'none' | 'flat' | 'growth', lines: readonly DealLine[] = []) => {
      const way = { ...routed.data, case: { ...routed.data.case, renewal: said } };
      const state = fold(priceState, [
        { type: 'DealRegistered', data: { ...registration, value, lines } },
        { type: 'DealRouted', data: way },
        approval,
      ]);
      return priced(pricing(), {
        status: 'approved',
        renewal: state.renewal,
        registration: { value, lines },
      });
    };
    expect(net('growth', parts.lines)).toMatchObject({ reseller: ['10%', '20%', '30740.00'] });
    expect(net('flat')).toMatchObject({ reseller: ['10%', '31320.00'] });
    expect(net('growth')).toMatchObject({ reseller: ['20%', '27840.00'] });
    expect(net('none')).toMatchObject({ reseller: ['20%', '27840.00'] });
  });

  it('adds at the co-sell rate without an approved registration', () => {
    expect(priced(pricing(), { registration: parts })).toEqual({
      as: 'cosell',
      reseller: ['10%', '5%', '31610.00'],
    });
  });

  it('brings the sourced discount to the whole deal with a tier upgrade, or to its own part', () => {
    const upgrade = { ...renewal, lines: [line('same', '29000.00'), line('upgraded', '10000.00')] };
    const approved = { status: 'approved', registration: upgrade } as const;
    expect(priced(pricing(), approved)).toMatchObject({ reseller: ['20%', '20%', '31200.00'] });
    expect(priced(pricing({ upgradeScope: 'upgradedPart' }), approved)).toMatchObject({
      reseller: ['10%', '20%', '34100.00'],
    });
    expect(priced(pricing(), { registration: upgrade })).toMatchObject({
      reseller: ['10%', '5%', '35600.00'],
    });
  });

  it('gives the renewal discount to nobody but the incumbent, where there is one', () => {
    const approved = { status: 'approved', registration: parts } as const;
    expect(priced(pricing(), { ...approved, incumbent: 'partner' })).toMatchObject({
      reseller: ['10%', '20%', '30740.00'],
    });
    expect(priced(pricing(), { ...approved, incumbent: 'another' })).toMatchObject({
      reseller: ['5%', '20%', '32190.00'],
    });
  });

  it('by tender keeps the incumbent at its last discount, and asks list price of all others', () => {
    const tender = { number: 'T-1', publishedOn: isoDate('2026-02-01') };
    const rules: ProgramRules = {
      ...pricing(),
      tender: {
        registration: 'accept',
        bidders: 'cosell',
        renewal: { incumbent: 'lastRate', others: 'listPrice' },
      },
    };
    const bid = { registration: { ...parts, tender } };
    expect(priced(rules, { ...bid, incumbent: 'partner', lastRate: '12.5%' })).toEqual({
      as: 'cosell',
      reseller: ['12.5%', '5%', '30885.00'],
    });
    expect(priced(rules, { ...bid, incumbent: 'partner' })).toMatchObject({
      reseller: ['10%', '5%', '31610.00'],
    });
    expect(priced(rules, { ...bid, incumbent: 'another', lastRate: '12.5%' })).toMatchObject({
      reseller: ['0%', '5%', '34510.00'],
    });
  });
});

describe('A tender', () => {
  it('11 (Channel Operations): bidders get the co-sell rate; who sourced it before keeps the sourced one', () => {
    const rules: ProgramRules = {
      ...pricing(),
      tender: { registration: 'accept', bidders: 'cosell' },
    };
    const on = (publishedOn: string) => ({
      tender: { number: 'T-1', publishedOn: isoDate(publishedOn) },
    });
    expect(priced(rules, { status: 'approved', registration: on('2026-02-03') })).toEqual({
      as: 'sourced',
      reseller: ['20%', '80.00'],
    });
    expect(priced(rules, { outranked: 'cosell', registration: on('2026-02-02') })).toEqual({
      as: 'cosell',
      reseller: ['5%', '95.00'],
    });
  });

  it('11 in the US public sector: once one is approved all other bidders get list price', () => {
    expect(priced(pricing(), { outranked: 'listPrice' })).toEqual({
      as: 'listPrice',
      reseller: ['0%', '100.00'],
    });
  });
});

describe('11: what a bidder gets stays when the holder is lost', () => {
  const rules: ProgramRules = {
    ...pricing(),
    tender: { registration: 'accept', bidders: 'cosell' },
  };
  const stored = (type: DealEvent['type']): DealEvent =>
    JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8'));
  /** The price after this, of a registration on the day of the publication or the day before. */
  const after = (outcome: LoserOutcome, publishedOn: string, ...types: DealEvent['type'][]) => {
    const tender = { number: 'T-1', publishedOn: isoDate(publishedOn) };
    const outranked = stored('DealOutranked');
    if (outranked.type !== 'DealOutranked') throw new Error('Another event');
    const state = fold(priceState, [
      { type: 'DealRegistered', data: { ...registration, tender } },
      { type: 'DealOutranked', data: { ...outranked.data, outcome } },
      ...types.map(stored),
    ]);
    const recorded = recordedOutcome(state, rules);
    return priced(rules, { outranked: recorded, registration: { tender } });
  };

  it.each<[string, LoserOutcome, string, string, string]>([
    ['in the US public sector', 'listPrice', 'listPrice', '0%', '100.00'],
    ['elsewhere', 'cosell', 'cosell', '5%', '95.00'],
  ])('%s: %s, also where its turn was noted', (_, outcome, as, rate, net) => {
    const expected = { as, reseller: [rate, net] };
    expect(after(outcome, '2026-02-02')).toEqual(expected);
    expect(after(outcome, '2026-02-02', 'DealTurnCame')).toEqual(expected);
  });

  it('but who registered before the tender is free once its turn has come', () => {
    const free = { as: 'cosell', reseller: ['5%', '95.00'] };
    expect(after('listPrice', '2026-02-03').as).toBe('listPrice');
    expect(after('listPrice', '2026-02-03', 'DealTurnCame')).toEqual(free);
  });
});

describe('C9: one sourced per opportunity', () => {
  it('is not the one that expired before another was approved, though its opportunity is won', () => {
    expect(priced(pricing(), { status: 'won', followed: true })).toEqual({
      as: 'cosell',
      reseller: ['5%', '95.00'],
    });
    expect(priced(pricing(), { status: 'won' })).toEqual({
      as: 'sourced',
      reseller: ['20%', '80.00'],
    });
  });

  it('is asked only of one that was won after it had expired', () => {
    const events = (...types: DealEvent['type'][]): DealEvent[] =>
      types.map((type) =>
        JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v1.json`), 'utf8')),
      );
    const wonLate = (...types: DealEvent['type'][]): boolean =>
      fold(priceState, events('DealRegistered', 'DealApproved', ...types)).wonLate;
    expect(wonLate('DealExpired', 'DealWon')).toBe(true);
    expect(wonLate('DealExpired', 'DealExtended', 'DealWon')).toBe(false);
    expect(wonLate('DealWon')).toBe(false);
  });
});

describe('A preferred partner', () => {
  const rules: ProgramRules = {
    ...pricing(),
    preferredPartner: { territories: ['USPubSec'], minMeetings: 1, others: 'listPrice' },
  };
  const federal = { registration: { territory: 'USPubSec' } };

  it('gets the co-sell rate and everybody else list price, in its territories alone', () => {
    expect(priced(rules, { ...federal, preferred: 'partner' }).as).toBe('cosell');
    expect(priced(rules, { ...federal, preferred: 'another' }).as).toBe('listPrice');
    expect(priced(rules, { ...federal, preferred: null }).as).toBe('cosell');
    expect(priced(rules, { preferred: 'another' }).as).toBe('cosell');
  });

  it('does not touch an approved registration', () => {
    expect(priced(rules, { ...federal, status: 'approved', preferred: 'another' }).as).toBe(
      'sourced',
    );
  });
});

describe('What a partner gets who comes second', () => {
  const vendorPrice = (vendor: Vendor, given: Given) => priced(rulesOf(vendor), given);

  it('68 (Gumdrop): half of the first one’s 10% is 5%', () => {
    expect(vendorPrice('gumdrop', { status: 'approved' })).toEqual({
      as: 'sourced',
      reseller: ['10%', '90.00'],
    });
    expect(vendorPrice('gumdrop', { outranked: 'halfRate' })).toEqual({
      as: 'halfRate',
      reseller: ['5%', '95.00'],
    });
  });

  it('is the co-sell rate where the registration is denied', () => {
    expect(priced(pricing(), { outranked: 'deny' }).as).toBe('cosell');
    expect(priced(pricing(), { status: 'expired' }).as).toBe('cosell');
  });
});

describe('Bonuses', () => {
  const checkpoint = rulesOf('checkpoint');
  const both = { bonuses: ['new-customer', 'competitive'] };
  const list = (text: string) => ({ ...both, value: usd(text) });

  it('67 (Check Point): of 25 and 15 points only the highest: list 50,000 is 22,500 net', () => {
    expect(
      priced(checkpoint, { status: 'approved', registration: list('50000.00') }),
    ).toMatchObject({ reseller: ['55%', '22500.00'] });
  });

  it('67: list 15,000 without a registration gets 6 points: 9,600 net', () => {
    expect(priced(checkpoint, { registration: { value: usd('15000.00') } })).toMatchObject({
      reseller: ['36%', '9600.00'],
    });
  });

  it.each([
    ['approved', '19999.99', '30%'],
    ['approved', '20000.00', '55%'],
    ['pending', '19999.99', '36%'],
    ['pending', '20000.00', '30%'],
  ] as const)('of a deal that is %s with list %s make %s', (status, value, rate) => {
    expect(priced(checkpoint, { status, registration: list(value) })).toMatchObject({
      reseller: [rate, expect.any(String)],
    });
  });

  it('add up where the program says so, and count in the program’s currency alone', () => {
    const text = documentOf('checkpoint').replace('stacking: highestOnly', 'stacking: sum');
    const read = readDocument(text);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const { rules } = read;
    expect(priced(rules, { status: 'approved', registration: list('50000.00') })).toMatchObject({
      reseller: ['70%', '15000.00'],
    });
    const euros = { ...both, value: { minor: '5000000', currency: 'EUR' } };
    expect(priced(checkpoint, { status: 'approved', registration: euros })).toMatchObject({
      reseller: ['30%', '35000.00'],
    });
  });
});

describe('A two-tier deal', () => {
  const two = { registration: { distributorId: 'dist' }, status: 'approved' } as const;

  it('gives each its own price: the reseller 20% off, the distributor 4 points more', () => {
    expect(priced(pricing(), two)).toEqual({
      as: 'sourced',
      reseller: ['20%', '80.00'],
      distributor: ['24%', '76.00'],
    });
    expect(priced(pricing(), { ...two, status: 'pending' })).toMatchObject({
      reseller: ['5%', '95.00'],
      distributor: ['7%', '93.00'],
    });
  });
});

describe('An agreed discount', () => {
  it('lowers the program’s, and never raises it', () => {
    const deal = { status: 'approved', registration: { distributorId: 'dist' } } as const;
    expect(priced(pricing(), { ...deal, agreed: { reseller: '15%' } })).toMatchObject({
      reseller: ['15%', '85.00'],
      distributor: ['19%', '81.00'],
    });
    expect(priced(pricing(), { ...deal, agreed: { reseller: '40%' } })).toMatchObject({
      reseller: ['20%', '80.00'],
    });
  });
});

describe('The discount matrix', () => {
  it('is of the first row that fits track, type, product and territory; where none fits, list', () => {
    const rules = pricing({
      discounts: [
        { price: 'sourced', party: 'reseller', track: 'Select', family: 'Ultimate', rate: '30%' },
        { price: 'sourced', party: 'reseller', territory: 'APAC', rate: '25%' },
        { price: 'sourced', party: 'reseller', dealType: 'msp', rate: '18%' },
      ],
    });
    const rate = (given: Partial<Registration>, track = 'Select') =>
      priced(rules, { status: 'approved', track, registration: given });
    const ultimate = { productFamily: 'Ultimate' };
    expect(rate(ultimate)).toMatchObject({ reseller: ['30%', '70.00'] });
    expect(rate({ ...ultimate, territory: 'APAC' }, 'Open')).toMatchObject({
      reseller: ['25%', '75.00'],
    });
    expect(rate({ dealType: 'msp' })).toMatchObject({ reseller: ['18%', '82.00'] });
    expect(rate(ultimate, 'Open')).toMatchObject({ reseller: ['0%', '100.00'] });
  });

  it('is of the lines in their own currency, whatever an amendment said of the deal before', () => {
    const amended = { lines: [line('new', '60.00')], value: { minor: '5000', currency: 'EUR' } };
    expect(priced(pricing(), { status: 'approved', registration: amended })).toMatchObject({
      reseller: ['20%', '48.00'],
    });
  });

  it('rounds each line once, half up', () => {
    const odd = { lines: [line('new', '0.05'), line('new', '0.05')] };
    const rules = pricing({ discounts: [{ price: 'sourced', party: 'reseller', rate: '50%' }] });
    expect(priced(rules, { status: 'approved', registration: odd })).toMatchObject({
      reseller: ['50%', '50%', '0.06'],
    });
  });
});
