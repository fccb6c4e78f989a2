import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument, type ProgramRules } from '@accord/programs';

/** Vendors whose programs lie in the samples. */
export const VENDORS = [
  'gitlab',
  'hubspot',
  'neuvector',
  'gumdrop',
  'cirrus',
  'checkpoint',
] as const;
export type Vendor = (typeof VENDORS)[number];
/** Beside them those whose incentives alone the samples tell. */
type Sample = Vendor | 'gitlab-2020' | 'idco' | 'lenovo' | 'microsoft-seats' | 'microsoft' | 'coeo';

/** The text of a vendor's program document. */
export const documentOf = (vendor: Sample): string =>
  readFileSync(join(__dirname, `../../samples/${vendor}/program.yaml`), 'utf8');

/** A vendor's program as it lies in the samples. */
export function rulesOf(vendor: Sample): ProgramRules {
  const read = readDocument(documentOf(vendor));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.rules;
}
