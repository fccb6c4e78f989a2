import type { CustomerCandidate, Relation } from '@accord/customers';
import type { Verdict } from '../conflict-case/conflict-case';
import { resolveCustomer } from './resolve-customer';

const candidate = (customerId: string, relation: Relation): CustomerCandidate => ({
  customerId,
  match: {
    matcher: 'm2',
    prior: -14,
    score: 2,
    relation,
    grade: { name: 'A', identifier: 'Z', domain: 'Z', country: 'A' },
    evidence: [],
    keysShared: [],
  },
});

interface Case {
  readonly what: string;
  readonly seen: readonly [id: string, relation: Relation][];
  readonly verdicts: readonly [id: string, verdict: Verdict][];
  readonly answer: string;
}

const cases: readonly Case[] = [
  { what: 'nobody', seen: [], verdicts: [], answer: 'new' },
  { what: 'a stranger', seen: [['a', 'DIFFERENT']], verdicts: [], answer: 'new' },
  { what: 'one clear customer', seen: [['a', 'SAME_ENTITY']], verdicts: [], answer: 'known a' },
  { what: 'one doubtful', seen: [['a', 'UNSURE']], verdicts: [], answer: 'unsure a' },
  { what: 'a sister company', seen: [['a', 'SAME_GROUP']], verdicts: [], answer: 'unsure a' },
  {
    what: 'a clear one and a doubtful one',
    seen: [
      ['a', 'SAME_ENTITY'],
      ['b', 'UNSURE'],
      ['c', 'DIFFERENT'],
    ],
    verdicts: [],
    answer: 'unsure a,b',
  },
  {
    what: 'two clear ones',
    seen: [
      ['a', 'SAME_ENTITY'],
      ['b', 'SAME_ENTITY'],
    ],
    verdicts: [],
    answer: 'unsure a,b',
  },
  {
    what: 'a clear one, the doubtful one being decided as another',
    seen: [
      ['a', 'SAME_ENTITY'],
      ['b', 'UNSURE'],
    ],
    verdicts: [['b', 'different-customer']],
    answer: 'known a',
  },
  {
    what: 'a doubtful one of which a person said that it is the same',
    seen: [
      ['a', 'SAME_ENTITY'],
      ['b', 'UNSURE'],
    ],
    verdicts: [['b', 'same-customer']],
    answer: 'known b',
  },
  {
    what: 'a clear one of which a person said that it is another',
    seen: [['a', 'SAME_ENTITY']],
    verdicts: [['a', 'different-customer']],
    answer: 'new',
  },
  {
    what: 'two doubtful ones of which one is decided as another',
    seen: [
      ['a', 'UNSURE'],
      ['b', 'UNSURE'],
    ],
    verdicts: [['a', 'different-customer']],
    answer: 'unsure b',
  },
];

describe('Whose customer it is', () => {
  it.each(cases)('among $what: $answer', ({ seen, verdicts, answer }) => {
    const found = resolveCustomer(
      seen.map(([id, relation]) => candidate(id, relation)),
      new Map(verdicts),
      'matcher',
    );
    switch (found.kind) {
      case 'new':
        expect('new').toBe(answer);
        break;
      case 'known':
        expect(`known ${found.candidate.customerId}`).toBe(answer);
        break;
      case 'unsure':
        expect(`unsure ${found.candidates.map((one) => one.customerId).join(',')}`).toBe(answer);
    }
  });
});
