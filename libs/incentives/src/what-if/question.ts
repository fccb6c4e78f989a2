import { fiscalQuarter, type FiscalQuarter } from '@accord/kernel';
import { readDocument } from '@accord/programs';
import type { Question } from './shadow';

/**
 * A question as it was stored.
 * @throws Error when it is none: it was checked before it was stored
 */
export function questionIn(stored: unknown): Omit<Question, 'today'> {
  const { rules, reach, from, through }: Record<string, unknown> = Object(stored);
  const read = readDocument(JSON.stringify(rules));
  if ('faults' in read) throw new Error(`A stored document has faults: ${JSON.stringify(read)}`);
  return {
    rules: read.rules,
    reach: reach === 'all-history' ? 'all-history' : 'its-time',
    from: quarterIn(from),
    through: quarterIn(through),
  };
}

const quarterIn = (value: unknown): FiscalQuarter | null =>
  typeof value === 'string' ? fiscalQuarter(value) : null;
