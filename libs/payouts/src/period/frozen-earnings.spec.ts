import { fold } from '@accord/kernel';
import { earning } from '../spec-support/statement-runs';
import { frozenByPayee } from './frozen-earnings';
import { period, type ClosedPeriod } from './period';
import type { PeriodEvent } from './period.events';

const line = (lineId: string, partnerId: string, personId?: string) =>
  earning(lineId, 10, { partnerId, ...(personId !== undefined && { personId }) });
type Line = ReturnType<typeof line>;

const page = (position: string, number: number, ...lines: Line[]): PeriodEvent => ({
  type: 'EarningsFrozen',
  data: { position, page: number, lines },
});
const closedOver = (lines: number, orderedBy: 'payee' | 'line'): ClosedPeriod => {
  const data = { book: 'gitlab', quarter: 'FY2027-Q1', position: '7', hash: 'a'.repeat(64) };
  const closedOn = '2026-05-01' as ClosedPeriod['closedOn'];
  const state = fold(period, [
    { type: 'PeriodClosed', data: { ...data, closedOn, lines, orderedBy } },
  ]);
  if (state.status !== 'closed') throw new Error(state.status);
  return state;
};
async function* read(...events: PeriodEvent[]): AsyncGenerator<PeriodEvent> {
  yield* events;
}
async function payees(events: PeriodEvent[], closed: ClosedPeriod): Promise<[string, string[]][]> {
  const found: [string, string[]][] = [];
  for await (const [payee, lines] of frozenByPayee(read(...events), closed)) {
    found.push([payee, lines.map(({ lineId }) => lineId)]);
  }
  return found;
}

describe('What a close has frozen', () => {
  const [a1, a2, b1] = [line('a1', 'acme'), line('a2', 'acme'), line('b1', 'blue')];

  it('comes payee by payee over the pages, a person apart from the company', async () => {
    const events = [page('7', 1, a1), page('7', 2, a2, b1), page('7', 3, line('p', 'acme', 'ann'))];
    expect(await payees(events, closedOver(4, 'payee'))).toEqual([
      ['acme', ['a1', 'a2']],
      ['blue', ['b1']],
      ['person:ann', ['p']],
    ]);
  });

  it('has read no further than the payee that it gives', async () => {
    async function* broken(): AsyncGenerator<PeriodEvent> {
      yield page('7', 1, a1, b1);
      throw new Error('read too far');
    }
    const reading = frozenByPayee(broken(), closedOver(2, 'payee'));
    expect((await reading.next()).value).toEqual(['acme', [a1]]);
    await expect(reading.next()).rejects.toThrow('read too far');
  });

  it('is put together where an older close ordered it by line', async () => {
    const events = [page('7', 1, a1, b1), page('7', 2, a2)];
    expect(await payees(events, closedOver(3, 'line'))).toEqual([
      ['acme', ['a1', 'a2']],
      ['blue', ['b1']],
    ]);
  });

  it('leaves out attempts that were given up and pages that were written twice', async () => {
    const events = [page('5', 1, b1), page('7', 1, a1), page('7', 1, a1), page('7', 2, a2)];
    expect(await payees(events, closedOver(2, 'payee'))).toEqual([['acme', ['a1', 'a2']]]);
  });

  it('is none where a line is missing', async () => {
    await expect(payees([page('7', 1, a1)], closedOver(2, 'payee'))).rejects.toThrow(
      'FY2027-Q1 of "gitlab" was closed over 2 lines; 1 are kept',
    );
  });
});
