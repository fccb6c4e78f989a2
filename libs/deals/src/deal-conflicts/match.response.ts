import type { MatchExplanation } from '@accord/customers';

/** Two words of two names, taken for the same. */
export class WordPairBody {
  left: string;
  right: string;
  how: 'equal' | 'joined' | 'spelling' | 'beginning';
  /** How alike, 0 to 1. */
  likeness: number;
}

/** What was compared, on which level it agreed, and what that is worth. */
export class EvidenceLineBody {
  family: 'name' | 'identifier' | 'domain' | 'country' | 'address';
  level: string;
  /** log2 of how much likelier the agreement is for the same company than for another. */
  bits: number;
  left: string | null;
  right: string | null;
  /** Names only. */
  words?: WordPairBody[];
}

/** A same, B similar, F different, Z missing. */
export class GradesBody {
  name: 'A' | 'B' | 'F' | 'Z';
  identifier: 'A' | 'B' | 'F' | 'Z';
  domain: 'A' | 'B' | 'F' | 'Z';
  country: 'A' | 'B' | 'F' | 'Z';
  /** None before matcher m3. */
  address?: 'A' | 'B' | 'F' | 'Z';
}

export class RetrievalBody {
  candidates: number;
  scored: number;
}

/** Why two claims are, or are not, taken for the same customer. Prior + bits = score. */
export class MatchBody {
  matcher: string;
  /** Version of the word frequencies that the bits rest on; none before matcher m3. */
  freqSnapshot?: string;
  prior: number;
  score: number;
  relation: 'SAME_ENTITY' | 'SAME_GROUP' | 'UNSURE' | 'DIFFERENT';
  grade: GradesBody;
  evidence: EvidenceLineBody[];
  keysShared: string[];
  /** How many customers shared a key, and how many of them were scored; none before matcher m3. */
  retrieval?: RetrievalBody;
}

export const matchBody = ({ evidence, keysShared, ...match }: MatchExplanation): MatchBody => ({
  ...match,
  evidence: evidence.map(({ words, ...line }) => ({
    ...line,
    ...(words && { words: [...words] }),
  })),
  keysShared: [...keysShared],
});
