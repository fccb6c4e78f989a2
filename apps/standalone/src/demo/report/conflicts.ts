import { asObject, type ApiClient } from '../api-client';
import { cell, heading } from './table';

type Row = Readonly<Record<string, unknown>>;

/** Who won each customer that several partners wanted, over whom, and why. */
export async function reportConflicts(
  programs: ApiClient,
  say: (text: string) => void,
): Promise<void> {
  say(heading('Conflicts: who won, over whom, and why'));
  const deals = await programs.list('/v1/deals');
  const byId = new Map(deals.map((deal) => [cell(deal, 'dealId'), deal]));
  let contested = 0;
  let losers = 0;
  for (const winner of deals) {
    if (cell(winner, 'approvedOn') === '') continue;
    const conflicts = await programs.list(`/v1/deals/${cell(winner, 'dealId')}/conflicts`);
    const beaten = conflicts.flatMap((conflict) => {
      const rival = byId.get(cell(conflict, 'dealId'));
      return rival && isBeaten(rival, winner) ? [{ rival, conflict }] : [];
    });
    if (beaten.length === 0) continue;
    contested += 1;
    losers += beaten.length;
    say(`${nameOf(winner)} has it, since ${cell(winner, 'approvedOn')}`);
    for (const { rival, conflict } of beaten) {
      say(`    over ${nameOf(rival)}: ${evidenceOf(conflict)}`);
      const note = cell(rival, 'publicNote');
      say(`         ${cell(rival, 'status')}${note && `: ${note}`}`);
    }
  }
  say(`${contested} approvals were contested, ${losers} registrations gave way`);
}

/** Wanted the same kind of exclusivity and did not get it. */
const isBeaten = (rival: Row, winner: Row): boolean =>
  cell(rival, 'approvedOn') === '' &&
  cell(rival, 'opportunity') === cell(winner, 'opportunity') &&
  (cell(rival, 'dealType') === 'serviceAttach') === (cell(winner, 'dealType') === 'serviceAttach');

const nameOf = (deal: Row): string =>
  `${cell(deal, 'origin').replace('portal/', '')} ${cell(deal, 'customerName')} (${cell(deal, 'partnerId')})`;

function evidenceOf(conflict: Row): string {
  const match = asObject(conflict['match']);
  const evidence = Array.isArray(match['evidence']) ? match['evidence'].map(asObject) : [];
  const found = evidence
    .filter((one) => Number(one['bits']) > 0)
    .map((one) => `${cell(one, 'family')} ${cell(one, 'level')}`);
  return `${cell(match, 'relation').toLowerCase()} by ${found.join(', ')} (score ${cell(match, 'score')})`;
}
