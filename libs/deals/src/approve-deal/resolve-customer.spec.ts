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
  /** The customer that it was found to be before. */
  readonly own?: string;
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
    answer: 'unsure a',
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

const more: readonly Case[] = [
  {
    what: 'one that a person called the same, and a stranger',
    seen: [
      ['a', 'DIFFERENT'],
      ['b', 'UNSURE'],
    ],
    verdicts: [['b', 'same-customer']],
    answer: 'known b',
  },
  {
    what: 'two that people called the same',
    seen: [
      ['a', 'SAME_ENTITY'],
      ['b', 'UNSURE'],
    ],
    verdicts: [
      ['a', 'same-customer'],
      ['b', 'same-customer'],
    ],
    answer: 'several a,b',
  },
  { what: 'its own', own: 'a', seen: [['a', 'UNSURE']], verdicts: [], answer: 'known a' },
  { what: 'its own, found by no key', own: 'a', seen: [], verdicts: [], answer: 'known a' },
  {
    what: 'its own and a doubtful one that has come since',
    own: 'a',
    seen: [
      ['a', 'SAME_ENTITY'],
      ['b', 'UNSURE'],
    ],
    verdicts: [],
    answer: 'unsure b',
  },
  {
    what: 'its own and one that a person called the same',
    own: 'a',
    seen: [['b', 'UNSURE']],
    verdicts: [['b', 'same-customer']],
    answer: 'several a,b',
  },
];

describe('Whose customer it is', () => {
  it.each([...cases, ...more])('among $what: $answer', ({ seen, verdicts, answer, own = null }) => {
    const found = resolveCustomer(
      seen.map(([id, relation]) => candidate(id, relation)),
      new Map(verdicts),
      own,
      'matcher',
    );
    switch (found.kind) {
      case 'new':
        expect('new').toBe(answer);
        break;
      case 'known':
        expect(`known ${found.customerId}`).toBe(answer);
        break;
      case 'several':
        expect(`several ${found.customerIds.join(',')}`).toBe(answer);
        break;
      case 'unsure':
        expect(`unsure ${found.candidates.map((one) => one.customerId).join(',')}`).toBe(answer);
    }
  });
});
