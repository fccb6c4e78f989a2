import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, fold, rejected } from '@accord/kernel';
import { conflictCase, decideCase, openCase, type ConflictCase } from './conflict-case';
import type { ConflictCaseEvent } from './conflict-case.events';

type Stored<T extends ConflictCaseEvent['type']> = Extract<ConflictCaseEvent, { type: T }>;
const stored = <T extends ConflictCaseEvent['type']>(type: T, version = 1): Stored<T> =>
  JSON.parse(readFileSync(join(__dirname, `../fixtures/${type}.v${version}.json`), 'utf8'));

const given = (...events: ConflictCaseEvent[]): ConflictCase => fold(conflictCase, events);
const opened = stored('ConflictCaseOpened');
const decided = stored('ConflictCaseDecided');

describe('The stored events of a case', () => {
  it('add up to the question and its answer', () => {
    expect(given(opened)).toEqual({ status: 'open', opened: opened.data });
    expect(given(opened, decided)).toEqual({
      status: 'decided',
      opened: opened.data,
      verdict: 'different-customer',
    });
  });
});

describe('A case', () => {
  it('is opened once: again changes neither the question nor the answer', () => {
    expect(openCase(given(), opened.data)).toEqual(accepted(opened));
    expect(openCase(given(opened), opened.data)).toEqual(accepted());
    expect(openCase(given(opened, decided), opened.data)).toEqual(accepted());
  });

  it('is decided once, and not the other way afterwards', () => {
    expect(decideCase(given(opened), { verdict: 'different-customer' })).toEqual(accepted(decided));
    expect(decideCase(given(opened, decided), { verdict: 'different-customer' })).toEqual(
      accepted(),
    );
    expect(decideCase(given(opened, decided), { verdict: 'same-customer' })).toEqual(
      rejected('case-decided', 'The case was decided: different-customer'),
    );
    expect(decideCase(given(), { verdict: 'same-customer' })).toEqual(
      rejected('case-unknown', 'No such case'),
    );
  });
});
