import { accepted, isoDate } from '@accord/kernel';
import { moveIncumbency, type MoveIncumbency } from './move-incumbency';

const move: MoveIncumbency = {
  programId: 'gitlab',
  customerId: 'c',
  to: 'granite',
  evidence: { kind: 'customer-statement', document: 'mail-17', statedBy: 'c-0007' },
  on: isoDate('2026-03-10'),
};
const letter = { kind: 'partner-letter', document: 'letter-3' } as const;
const seen = { incumbent: 'fjord', through: '4711' };
const published = { transferEvidence: 'customerStatement' } as const;

const answer = (
  change: Partial<MoveIncumbency> = {},
  incumbent: string | null = 'fjord',
  rules: Parameters<typeof moveIncumbency>[0] = published,
): string => {
  const decision = moveIncumbency(rules, { ...move, ...change }, { ...seen, incumbent });
  return decision.kind === 'accepted' ? 'accepted' : (decision.rejections[0]?.code ?? '');
};

describe('A challenger', () => {
  it('17 (Channel Operations): is refused with its own letter, and takes over with the customer’s mail', () => {
    expect(answer({ evidence: letter })).toBe('customer-statement-required');
    expect(moveIncumbency(published, move, seen)).toEqual(
      accepted({
        type: 'IncumbencyMoved',
        data: {
          programId: 'gitlab',
          customerId: 'c',
          from: 'fjord',
          to: 'granite',
          evidence: move.evidence,
          movedOn: '2026-03-10',
          seenThrough: '4711',
        },
      }),
    );
  });

  it('needs somebody who signed, somebody to take over from, and to be somebody else', () => {
    expect(answer({ evidence: { kind: 'customer-statement', document: 'mail-17' } })).toBe(
      'statement-unsigned',
    );
    expect(answer({}, null)).toBe('no-incumbent');
    expect(answer({}, 'granite')).toBe('incumbent-already');
  });

  it('may come with any letter where the program says so, and in vain where it knows no incumbents', () => {
    expect(answer({ evidence: letter }, 'fjord', { transferEvidence: 'anyLetter' })).toBe(
      'accepted',
    );
    expect(moveIncumbency(undefined, move, seen)).toMatchObject({
      rejections: [{ code: 'not-in-program' }],
    });
  });
});
