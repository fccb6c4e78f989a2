import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, isoDate, rejected } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { rulesOf } from '../../../test/support/sample-rules';
import { decideException } from './decide-exception/decide-exception';
import { requestException } from './request-exception/request-exception';
import { sale } from './sale';
import type { SaleEvent } from './sale.events';

type Stored<T extends SaleEvent['type']> = Extract<SaleEvent, { type: T }>;
const stored = <T extends SaleEvent['type']>(type: T): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `fixtures/${type}.v1.json`), 'utf8'));

const plain = stored('SaleBooked');
const booked: SaleEvent = { ...plain, data: { ...plain.data, bookedOn: isoDate('2026-03-10') } };
const asked = stored('IncentiveExceptionRequested');
const granted = stored('IncentiveExceptionDecided');
const refused: SaleEvent = { ...granted, data: { ...granted.data, fundedBy: null } };
const reversed = stored('SaleReversed');
const given = (...events: SaleEvent[]) => fold(sale, events);

const rules: ProgramRules = {
  ...rulesOf('gitlab'),
  exceptions: {
    cutoffDay: 15,
    funding: ['ecosystem', 'account-team'],
    due: { quarterStartPlusDays: 45 },
  },
};
const ask = (...events: SaleEvent[]) => requestException(given(...events), asked.data, rules);
const decide = (fundedBy: string | null, principal = 'ann', ...events: SaleEvent[]) =>
  decideException(given(...events), { ...granted.data, fundedBy }, { principal }, rules);

describe('Asking for an exception', () => {
  it('is possible until the 15th of the quarter`s last month (GitLab Channel Operations)', () => {
    expect(ask(booked)).toEqual(accepted(asked));
    const late = { ...asked.data, requestedOn: isoDate('2026-04-16') };
    expect(requestException(given(booked), late, rules)).toEqual(
      rejected('exception-late', 'It could be asked for until 2026-04-15', 'occurredOn'),
    );
  });

  it('is done once, and again after a refusal', () => {
    expect(ask(booked, asked)).toEqual(rejected('exception-open', 'It was asked for already'));
    expect(ask(booked, asked, granted)).toEqual(
      rejected('exception-granted', 'It was granted already'),
    );
    expect(ask(booked, asked, refused)).toEqual(accepted(asked));
  });

  it('is about a rule of a program that makes exceptions, on a sale that stands', () => {
    const other = { ...asked.data, rule: 'nonsense' };
    expect(requestException(given(booked), other, rules)).toEqual(
      rejected('rule-unknown', 'The program has no rule "nonsense"', 'rule'),
    );
    const { exceptions: _, ...strict } = rules;
    expect(requestException(given(booked), asked.data, strict)).toEqual(
      rejected('no-exceptions', 'The program makes none'),
    );
    expect(ask()).toEqual(rejected('sale-unknown', 'No such sale'));
    expect(ask(booked, reversed)).toEqual(rejected('sale-reversed', 'The sale was reversed'));
  });
});

describe('Deciding about an exception', () => {
  it('grants it out of one of the program`s budgets, or refuses it, once', () => {
    expect(decide('account-team', 'ann', booked, asked)).toEqual(accepted(granted));
    expect(decide(null, 'ann', booked, asked)).toEqual(accepted(refused));
    expect(decide('petty-cash', 'ann', booked, asked)).toEqual(
      rejected(
        'budget-unknown',
        'expected one of ecosystem, account-team, got "petty-cash"',
        'fundedBy',
      ),
    );
    expect(decide('ecosystem', 'ann', booked, asked, granted)).toEqual(
      rejected('exception-decided', 'It was decided already'),
    );
  });

  it('is for somebody else than who asked, also on behalf of another', () => {
    const own = rejected('same-person', 'Somebody else than who asked decides');
    expect(decide('ecosystem', 'crm', booked, asked)).toEqual(own);
    const by = { principal: 'ann', onBehalfOf: 'crm' };
    expect(decideException(given(booked, asked), granted.data, by, rules)).toEqual(own);
  });

  it('needs a request, on a sale that stands', () => {
    expect(decide('ecosystem', 'ann', booked)).toEqual(
      rejected('exception-unknown', 'Nobody has asked for it'),
    );
    expect(decide('ecosystem')).toEqual(rejected('sale-unknown', 'No such sale'));
    expect(decide('ecosystem', 'ann', booked, asked, reversed)).toEqual(
      rejected('sale-reversed', 'The sale was reversed'),
    );
  });
});
