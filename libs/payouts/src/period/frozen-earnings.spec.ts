import { canonicalJson, fold, isoDate, sha256Hex } from '@accord/kernel';
import { closedOver } from '../spec-support/frozen';
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
const closing = (
  lines: readonly Line[],
  by: Partial<Extract<PeriodEvent, { type: 'PeriodClosed' }>['data']> = {},
): PeriodEvent => {
  const closedOn = isoDate('2026-05-01');
  const data = { book: 'gitlab', quarter: 'FY2027-Q1', position: '7', closedOn } as const;
  return {
    type: 'PeriodClosed',
    data: { ...data, orderedBy: 'payee', ...closedOver(lines), ...by },
  };
};
function closedBy(event: PeriodEvent): ClosedPeriod {
  const state = fold(period, [event]);
  if (state.status !== 'closed') throw new Error(state.status);
  return state;
}
async function* read(...events: PeriodEvent[]): AsyncGenerator<PeriodEvent> {
  yield* events;
}
async function payees(events: PeriodEvent[], end: PeriodEvent): Promise<[string, string[]][]> {
  const found: [string, string[]][] = [];
  for await (const [payee, lines] of frozenByPayee(read(...events, end), closedBy(end))) {
    found.push([payee, lines.map(({ lineId }) => lineId)]);
  }
  return found;
}

describe('What a close has frozen', () => {
  const [a1, a2, b1] = [line('a1', 'acme'), line('a2', 'acme'), line('b1', 'blue')];

  it('comes payee by payee over the pages, a person apart from the company', async () => {
    const person = line('p', 'acme', 'ann');
    const events = [page('7', 1, a1), page('7', 2, a2, b1), page('7', 3, person)];
    expect(await payees(events, closing([a1, a2, b1, person]))).toEqual([
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
    const reading = frozenByPayee(broken(), closedBy(closing([a1, b1])));
    expect((await reading.next()).value).toEqual(['acme', [a1]]);
    await expect(reading.next()).rejects.toThrow('read too far');
  });

  it('is put together where an older close ordered it by line', async () => {
    const events = [page('7', 1, a1, b1), page('7', 2, a2)];
    const whole = sha256Hex(canonicalJson([a1, b1, a2]));
    const end = closing([a1, b1, a2], { orderedBy: 'line', hash: whole, hashOf: 'list' });
    expect(await payees(events, end)).toEqual([
      ['acme', ['a1', 'a2']],
      ['blue', ['b1']],
    ]);
  });

  it('leaves out attempts that were given up and pages that were written twice', async () => {
    const events = [page('5', 1, b1), page('7', 1, a1), page('7', 1, a1), page('7', 2, a2)];
    expect(await payees(events, closing([a1, a2]))).toEqual([['acme', ['a1', 'a2']]]);
  });

  it('is none where a line is missing', async () => {
    await expect(payees([page('7', 1, a1)], closing([a1, a2]))).rejects.toThrow(
      'FY2027-Q1 of "gitlab" was closed over 2 lines; 1 are kept',
    );
  });

  it.each([
    ['one was changed', [line('a1', 'acme'), { ...line('a2', 'acme'), rate: '99%' }]],
    ['they lie in another order', [a2, a1]],
  ])('is not taken where %s', async (_, kept) => {
    await expect(payees([page('7', 1, ...kept)], closing([a1, a2]))).rejects.toThrow(
      'FY2027-Q1 of "gitlab" was closed over 2 lines with the hash',
    );
  });
});
