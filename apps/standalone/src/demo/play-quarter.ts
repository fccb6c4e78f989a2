import { messageOf } from '@accord/client';
import type { Principals } from './principals';
import type { Sample, SampleRow } from './sample';
import { advanceTo } from './sandbox-clock';
import { tellDecision, tellRegistration, type Ids } from './tell-deals';
import type { Told } from './told';
import { tellMdf } from './tell-mdf';
import type { LaterFact } from './tell-partners';
import { tellBooking, tellOpportunity, tellPayment, tellReversal } from './tell-sales';

export interface Played {
  readonly deals: Ids;
  readonly sales: Ids;
  readonly told: number;
  readonly refused: number;
}

/**
 * Tells Accord everything, day by day on its own clock.
 * @param onDay gets each day before its rows are told, and how many rows of all have been
 * @throws Error when Accord takes a row that it should refuse, or the other way round
 */
export async function playQuarter(
  principals: Principals,
  sample: Sample,
  programId: string,
  later: readonly LaterFact[],
  onDay: (day: string, told: number) => void,
): Promise<Played> {
  const deals: Ids = new Map();
  const sales: Ids = new Map();
  let told = 0;
  let refused = 0;
  const days = [...new Set([...sample.days.keys(), ...later.map(({ day }) => day)])].toSorted();
  for (const day of days) {
    await advanceTo(principals.admin, day);
    onDay(day, told);
    for (const fact of later.filter((one) => one.day === day)) {
      await fact.tell();
    }
    for (const line of sample.days.get(day) ?? []) {
      const answer = await tell(principals, programId, line, deals, sales);
      compare(line, answer, day);
      told++;
      if (line.expected === 'refused') refused++;
    }
  }
  return { deals, sales, told, refused };
}

function tell(
  principals: Principals,
  programId: string,
  { file, row }: SampleRow,
  deals: Ids,
  sales: Ids,
): Promise<Told> {
  const { crm, programs } = principals;
  switch (file) {
    case 'registrations':
      return tellRegistration(crm, programId, row, deals);
    case 'opportunities':
      return tellOpportunity(crm, row);
    case 'decisions':
      return tellDecision(programs, crm, row, deals);
    case 'bookings':
      return tellBooking(crm, programId, row, deals, sales);
    case 'payments':
      return tellPayment(crm, row, sales);
    case 'reversals':
      return tellReversal(crm, row, sales);
    case 'mdf':
      return tellMdf(principals, programId, row);
  }
}

function compare({ file, row, expected }: SampleRow, { error, response }: Told, day: string): void {
  const happened = error === undefined ? 'accepted' : 'refused';
  if (happened === expected && response.status < 500) return;
  const what = Object.values(row).slice(0, 3).join(' ');
  const why = error === undefined ? '' : `: ${messageOf(error)}`;
  throw new Error(`${file}.csv, "${what}" of ${day} was ${happened}, expected ${expected}${why}`);
}
