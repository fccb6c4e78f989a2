import { NOTHING_OWED, book } from './account-balances';
import type { AccountEvent } from './account.events';
import { holdOn, type Holds } from './hold';
import type { PostedLine } from './posted-line';

type Lines = ReadonlyMap<string, PostedLine>;

/** Puts what is kept back where it belongs under these holds: held, or released for the next statement. */
export function sortedUnder(holds: Holds, lines: Lines): Lines {
  const moved = new Map(lines);
  for (const [lineId, line] of lines) {
    const aside = line.held + line.approved;
    if (aside === 0n) continue;
    const isHeld = holdOn(holds, lineId, line.basis) !== undefined;
    moved.set(lineId, { ...line, held: isHeld ? aside : 0n, approved: isHeld ? 0n : aside });
  }
  return moved;
}

/** What was taken back of a claim may have been kept back. */
export function withoutTaken(
  lines: Lines,
  { claim: { lineId }, postings }: Extract<AccountEvent, { type: 'FundClaimPosted' }>['data'],
): Lines {
  const line = lines.get(lineId);
  if (!line) return lines;
  const taken = book(NOTHING_OWED, postings);
  return new Map(lines).set(lineId, {
    ...line,
    held: line.held + taken.held,
    approved: line.approved + taken.approved,
  });
}
