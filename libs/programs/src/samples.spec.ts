import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { currency, isIsoDate, parseAmount, quarterOf, isoDate } from '@accord/kernel';
import type { ProgramRules } from './document/program-document';
import { readDocument } from './document/read-document';

type Row = Readonly<Record<string, string>>;

const folder = join(__dirname, '../../../samples/gitlab');
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const rowsOf = (file: string): Row[] => parse<Row>(text(`${file}.csv`), { columns: true });
const cell = (row: Row, column: string): string => {
  const value = row[column];
  if (value === undefined) throw new Error(`No column "${column}"`);
  return value;
};
const listOf = (row: Row, column: string): string[] => cell(row, column).split(';').filter(Boolean);
const column = (rows: readonly Row[], name: string): Set<string> =>
  new Set(rows.map((row) => cell(row, name)));

function rulesOfSample(): ProgramRules {
  const read = readDocument(text('program.yaml'));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
}

const rules = rulesOfSample();
const partners = rowsOf('partners');
const registrations = rowsOf('registrations');
const decisions = rowsOf('decisions');
const bookings = rowsOf('bookings');
const payments = rowsOf('payments');
const reversals = rowsOf('reversals');
const mdf = rowsOf('mdf');
const told = { registrations, decisions, bookings, payments, reversals, mdf };
const known = column(registrations, 'ref');
const sales = new Map(bookings.map((row) => [cell(row, 'ref'), row]));

describe("GitLab's program", () => {
  it('is in force when the quarter begins, and says which rates are made up', () => {
    expect(rules.effectiveFrom < '2026-02-01').toBe(true);
    expect(rules.incentives.map(({ rule, illustrative }) => [rule, illustrative])).toEqual([
      ['referral-fee', true],
      ['service-attach-rebate', false],
    ]);
  });
});

describe('partners', () => {
  it('are of every kind, in tracks and territories of the program', () => {
    expect(partners).toHaveLength(16);
    expect(column(partners, 'kind').size).toBe(6);
    for (const row of partners) {
      expect(rules.tracks).toContain(cell(row, 'track'));
      expect(listOf(row, 'territories')).not.toHaveLength(0);
      expect(rules.territories).toEqual(expect.arrayContaining(listOf(row, 'territories')));
    }
  });

  it('hold designations of the program and name people by opaque ids, each once', () => {
    const people = partners.flatMap((row) => listOf(row, 'credentials'));
    for (const one of people) expect(one).toMatch(/^[a-z-]+:p-\d{4}@\d{4}-\d{2}-\d{2}$/);
    expect(new Set(people.map((one) => one.split(/[:@]/)[1])).size).toBe(people.length);
    for (const one of partners.flatMap((row) => listOf(row, 'designations'))) {
      expect(rules.designations).toContain(one.split('@')[0]);
    }
  });
});

describe('registrations', () => {
  const partnerIds = column(partners, 'partnerId');

  it('are 300, each with a reference of its own, in the order in which they are told', () => {
    expect(registrations).toHaveLength(300);
    expect(known.size).toBe(300);
    const days = registrations.map((row) => cell(row, 'recordedOn'));
    expect(days).toEqual(days.toSorted());
  });

  it('name known partners, types and territories', () => {
    for (const row of registrations) {
      expect(partnerIds).toContain(cell(row, 'partnerId'));
      expect(Object.keys(rules.registration.types)).toContain(cell(row, 'dealType'));
      expect(rules.territories).toContain(cell(row, 'territory'));
      expect(['none', 'flat', 'growth']).toContain(cell(row, 'renewal'));
    }
  });

  it('lie in the quarter, but for the one that comes a day too late', () => {
    const outside = registrations.filter(
      (row) => quarterOf(isoDate(cell(row, 'occurredOn')), rules.fiscalYear) !== 'FY2027-Q1',
    );
    expect(outside.map((row) => [cell(row, 'ref'), cell(row, 'occurredOn')])).toEqual([
      ['R-300', '2026-05-01'],
    ]);
  });
});

describe('every row', () => {
  it.each(Object.entries(told))('of %s is told on or after its day, by 15 June', (_, rows) => {
    for (const row of rows) {
      const [occurred, recorded] = [cell(row, 'occurredOn'), cell(row, 'recordedOn')];
      expect([isIsoDate(occurred), isIsoDate(recorded)]).toEqual([true, true]);
      expect('2026-02-01' <= occurred && occurred <= recorded && recorded <= '2026-06-15').toBe(
        true,
      );
    }
  });

  it.each(Object.entries(told))('of %s has amounts that its currency can hold', (_, rows) => {
    for (const row of rows) {
      for (const name of ['amount', 'cost', 'annualFees', 'netArr']) {
        const amount = row[name] ?? '';
        if (amount !== '')
          expect(parseAmount(amount, currency(cell(row, 'currency')))).toBeDefined();
      }
    }
  });

  it('tells some facts of March only after its end', () => {
    const late = [registrations, decisions, bookings, payments, reversals, mdf].map((rows) =>
      rows.some(
        (row) => cell(row, 'occurredOn') <= '2026-03-31' && cell(row, 'recordedOn') > '2026-03-31',
      ),
    );
    expect(late).toEqual([true, true, true, true, true, true]);
  });
});

describe('decisions', () => {
  const day = new Map(registrations.map((row) => [cell(row, 'ref'), cell(row, 'recordedOn')]));

  it('are about registrations that were told before', () => {
    for (const row of decisions) {
      const registered = day.get(cell(row, 'dealRef'));
      expect(registered !== undefined && registered <= cell(row, 'recordedOn')).toBe(true);
    }
  });

  it('give a reason with every denial and a rival with every case', () => {
    for (const row of decisions) {
      const action = cell(row, 'action');
      if (action === 'deny') expect([cell(row, 'code'), cell(row, 'text')]).not.toContain('');
      if (action.endsWith('-customer')) expect(known).toContain(cell(row, 'rivalRef'));
    }
  });
});

describe('sales', () => {
  it('come from registrations that were won, or from none', () => {
    const won = column(
      decisions.filter((row) => cell(row, 'action') === 'won'),
      'dealRef',
    );
    expect(sales.size).toBe(bookings.length);
    for (const row of bookings) {
      const deal = cell(row, 'dealRef');
      if (deal !== '') expect(won).toContain(deal);
    }
  });

  it('are paid and reversed after they were booked, and not paid after they were reversed', () => {
    for (const row of [...payments, ...reversals]) {
      const booked = sales.get(cell(row, 'saleRef'));
      expect(booked && cell(booked, 'recordedOn') <= cell(row, 'recordedOn')).toBe(true);
    }
    const reversed = new Map(
      reversals.map((row) => [cell(row, 'saleRef'), cell(row, 'recordedOn')]),
    );
    for (const row of payments) {
      const end = reversed.get(cell(row, 'saleRef')) ?? '9999-12-31';
      expect(cell(row, 'recordedOn') < end).toBe(true);
    }
    expect(column(reversals, 'saleRef').size).toBe(reversals.length);
  });

  it('give one partner the three services of 5,750 and one the ten of 75,000', () => {
    const netArrOf = (partner: string): string[] => {
      const attached = registrations.filter(
        (row) => cell(row, 'partnerId') === partner && cell(row, 'dealType') === 'serviceAttach',
      );
      const opportunities = column(attached, 'opportunityRef');
      return bookings
        .filter((row) => opportunities.has(cell(row, 'opportunityRef')))
        .map((row) => cell(row, 'netArr'));
    };
    expect(netArrOf('fjord')).toEqual(['40000.00', '120000.00', '90000.00']);
    expect(netArrOf('granite')).toEqual(Array.from({ length: 10 }, () => '150000.00'));
  });
});

describe('development funds', () => {
  it('are opened before anything happens in them, for known partners', () => {
    const opened = new Set<string>();
    for (const row of mdf) {
      if (cell(row, 'action') === 'open-fund') {
        opened.add(cell(row, 'fund'));
        expect(column(partners, 'partnerId')).toContain(cell(row, 'partnerId'));
      }
      expect(opened).toContain(cell(row, 'fund'));
    }
    expect(opened.size).toBe(6);
  });

  it('ask for activities of the program, and claim what was asked for', () => {
    const activities = rules.mdf?.activities.map(({ activity }) => activity) ?? [];
    const requested = new Set<string>();
    for (const row of mdf) {
      if (cell(row, 'action') === 'request') {
        expect(activities).toContain(cell(row, 'activity'));
        requested.add(`${cell(row, 'fund')} ${cell(row, 'request')}`);
      }
      if (cell(row, 'request') !== '') {
        expect(requested).toContain(`${cell(row, 'fund')} ${cell(row, 'request')}`);
      }
    }
  });
});
