import { account } from '../account/account';
import type { PlacedDraft } from '../payout/drafted';
import { withRejected } from '../spec-support/rejected-change';
import { cut, earning, usd } from '../spec-support/statement-runs';
import { pagesOf } from '../statement/draft';
import { draftLines } from '../statement/draft-lines';
import { USUAL_TERMS } from '../statement/payout-terms';
import { setAsideIn, type Place, type SetAside, type Why } from './set-aside';

type Earnings = Parameters<typeof draftLines>[0];

function draftOf(
  partnerId: string,
  revision: number,
  earnings: Earnings,
  state = account.initial,
): PlacedDraft {
  const terms = { ...USUAL_TERMS, minimum: usd(50) };
  const lines = draftLines(earnings, state, cut('2026-06-15'));
  const pages = pagesOf(lines, state, { book: 'gitlab', currency: 'USD', terms });
  const of = { accountId: `gitlabinc.${partnerId}.USD`, partnerId, accountRevision: -1 };
  return { draft: { ...of, pages }, revision };
}

const DRAFTS = [
  draftOf('acme', 3, [
    earning('a', 700, { dueOn: null, awaits: 'W-9 of partner "acme"' }),
    earning('b', 20),
  ]),
  draftOf('blue', 4, [earning('c', 900)]),
  draftOf('corp', 5, [earning('d', 0), earning('e', 80)]),
  draftOf('dune', 6, [earning('f', 300)], withRejected(account.initial, 'f', usd(0), usd(300))),
];

/** What a list gives that goes on at a place, so many at most. */
async function listed(wanted: Why | null, { from, parts }: Place, limit = 99): Promise<SetAside[]> {
  async function* drafts(): AsyncGenerator<PlacedDraft> {
    for (const draft of DRAFTS) if (draft.revision >= from) yield draft;
  }
  const rows: SetAside[] = [];
  for await (const row of setAsideIn(drafts(), { from, parts }, wanted)) {
    rows.push(row);
    if (rows.length === limit) break;
  }
  return rows;
}
const said = (rows: readonly SetAside[]) =>
  rows.map(({ partnerId, why, amount, line }) => [partnerId, line.lineId, why, amount.minor]);

const FIRST = { from: 3, parts: 0 };
const ALL = [
  ['acme', 'a', 'waiting', 70_000n],
  ['acme', 'carry-forward', 'carried', 2_000n],
  ['corp', 'd', 'excluded', 0n],
  ['dune', 'f', 'rejected', 30_000n],
];

describe('What a run does not pay', () => {
  it('is told line by line with its reason', async () => {
    expect(said(await listed(null, FIRST))).toEqual(ALL);
    expect(said(await listed('carried', FIRST))).toEqual([ALL[1]]);
  });

  it('goes on where a page has ended, within a statement and behind it', async () => {
    const found: unknown[] = [];
    let place: Place | undefined = FIRST;
    while (place) {
      const [row] = await listed(null, place, 1);
      found.push(...said(row ? [row] : []));
      place = row?.place;
    }
    expect(found).toEqual(ALL);
  });
});
