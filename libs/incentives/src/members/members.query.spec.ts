import { logPosition } from '@accord/kernel';
import { History, gitlabRules } from '../../../../test/support/history';
import { calculateEarnings } from '../calculate-earnings';
import { KeptMembers } from './kept-members';
import { measuresOf } from './line-measure';
import { MembersQuery } from './members.query';

const history = new History(gitlabRules()).partner('fjord');
for (const i of [0, 1, 2]) {
  history
    .deal(`d${i}`, { partnerId: 'fjord', dealType: 'serviceAttach', opportunity: `o${i}` })
    .sale(`s${i}`, { opportunity: `o${i}`, bookedOn: '2026-03-10' });
}
const [line] = calculateEarnings(history.events);
const [measure] = line ? measuresOf(line) : [];
if (!line || !measure) throw new Error('Nothing is counted');

/** A query over that history, and what it has read so far. */
function asked() {
  const read: string[] = [];
  const query = new MembersQuery(
    {
      async around() {
        read.push('view');
        return { dealIds: [], saleIds: [] };
      },
    },
    {
      async read() {
        read.push('log');
        return [...history.events];
      },
    },
  );
  return { query, read };
}

describe('A list of members', () => {
  const at = logPosition(1_000n);

  it('is reckoned once, however many of its pages are asked for, at a time or one after the other', async () => {
    const { query, read } = asked();
    const [first, second] = await Promise.all([
      query.of(line, measure, at),
      query.of(line, measure, at),
    ]);
    expect(first?.map(({ memberId }) => memberId)).toEqual(['d0', 'd1', 'd2']);
    expect(second).toBe(first);
    for (let page = 3; page <= 10; page++) expect(await query.of(line, measure, at)).toBe(first);
    expect(read).toEqual(['log', 'view', 'log']);
  });

  it('is another one at another position, of another measure and with another hash', async () => {
    const { query, read } = asked();
    await query.of(line, measure, at);
    await query.of(line, measure, logPosition(1_001n));
    expect(read).toHaveLength(6);
    const other = { ...measure, membersHash: 'of others' };
    await expect(query.of(line, other, at)).rejects.toThrow('other members');
    await expect(query.of(line, other, at)).rejects.toThrow('other members');
    expect(read).toHaveLength(12);
  });

  it('is kept while there is room, the one asked for last even where it alone takes all of it', async () => {
    const [member] = (await asked().query.of(line, measure, at)) ?? [];
    if (!member) throw new Error('Nobody is a member');
    const kept = new KeptMembers(4);
    const reckoned: string[] = [];
    const list = (key: string, length: number) =>
      kept.of(key, async () => {
        reckoned.push(key);
        return Array.from({ length }, () => member);
      });
    for (const key of ['a', 'b', 'a', 'b']) await list(key, 2);
    expect(reckoned).toEqual(['a', 'b']);
    await list('long', 9);
    await list('long', 9);
    await list('a', 2);
    expect(reckoned).toEqual(['a', 'b', 'long', 'a']);
  });
});
