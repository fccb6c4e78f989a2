import { everyItem, type AccordClient, type ConflictBody, type DealBody } from '@accord/client';
import { heading } from './table';

/** Who won each customer that several partners wanted, over whom, and why. */
export async function reportConflicts(
  programs: AccordClient,
  say: (text: string) => void,
): Promise<void> {
  say(heading('Conflicts: who won, over whom, and why'));
  const deals = await everyItem((at) => programs.GET('/v1/deals', { params: { query: at } }));
  const byId = new Map(deals.map((deal) => [deal.dealId, deal]));
  let contested = 0;
  let losers = 0;
  for (const winner of deals) {
    if (winner.approvedOn === null) continue;
    const path = { dealId: winner.dealId };
    const conflicts = await everyItem((at) =>
      programs.GET('/v1/deals/{dealId}/conflicts', { params: { path, query: at } }),
    );
    const beaten = conflicts.flatMap((conflict) => {
      const rival = byId.get(conflict.dealId);
      return rival && isBeaten(rival, winner) ? [{ rival, conflict }] : [];
    });
    if (beaten.length === 0) continue;
    contested += 1;
    losers += beaten.length;
    say(`${nameOf(winner)} has it, since ${winner.approvedOn}`);
    for (const { rival, conflict } of beaten) {
      say(`    over ${nameOf(rival)}: ${evidenceOf(conflict)}`);
      say(`         ${rival.status}${rival.publicNote === null ? '' : `: ${rival.publicNote}`}`);
    }
  }
  say(`${contested} approvals were contested, ${losers} registrations gave way`);
}

/** Wanted the same kind of exclusivity and did not get it. */
const isBeaten = (rival: DealBody, winner: DealBody): boolean =>
  rival.approvedOn === null &&
  rival.opportunity === winner.opportunity &&
  (rival.dealType === 'serviceAttach') === (winner.dealType === 'serviceAttach');

const nameOf = ({ origin, customerName, partnerId }: DealBody): string =>
  `${origin?.replace('portal/', '')} ${customerName} (${partnerId})`;

function evidenceOf({ match: { evidence, relation, score } }: ConflictBody): string {
  const found = evidence
    .filter(({ bits }) => bits > 0)
    .map(({ family, level }) => `${family} ${level}`);
  return `${relation.toLowerCase()} by ${found.join(', ')} (score ${score})`;
}
