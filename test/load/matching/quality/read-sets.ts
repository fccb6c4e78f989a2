import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { named, type Labelled, type LabelledSet } from './labelled-set';

const clusterRow = z.object({
  cluster: z.string().min(1),
  name: z.string().min(1),
  domain: z
    .string()
    .optional()
    .transform((text) => (text ? text : null)),
});
const pairRow = z.object({
  left: z.string().min(1),
  right: z.string().min(1),
  same: z.enum(['true', 'false']),
});

/** Names, and with domains where the file has them. @returns undefined when there is no such file */
function clusters(directory: string, file: string): Labelled[] | undefined {
  return rowsOf(join(directory, file), clusterRow)?.map(({ cluster, name, domain }) => ({
    cluster,
    company: named(name, domain),
  }));
}

const withoutDomains = (members: readonly Labelled[]): Labelled[] =>
  members.map(({ cluster, company }) => ({ cluster, company: named(company.name) }));

/**
 * The sets that lie in a folder: `affiliation-clusters.csv`, `typographic-clusters.csv` and
 * `brand-clusters.csv` with the columns cluster, name and domain (which may be left out), and
 * `organisation-pairs.csv` with left, right and same. Files that are not there are passed over.
 * @throws Error that names the file and row which is not of this form
 */
export function readSets(directory: string): LabelledSet[] {
  if (!existsSync(directory)) throw new Error(`there is no folder ${directory}`);
  const sets: LabelledSet[] = [];
  const affiliations = clusters(directory, 'affiliation-clusters.csv');
  if (affiliations)
    sets.push({
      name: 'affiliations of one group',
      found: 'brought up',
      target: { recall: 0.6, precision: 0.95 },
      members: withoutDomains(affiliations),
    });
  const variants = clusters(directory, 'typographic-clusters.csv');
  if (variants)
    sets.push({
      name: 'typographic variants',
      found: 'as one company',
      target: { recall: 0.92, precision: 0.985 },
      members: withoutDomains(variants),
    });
  const brands = clusters(directory, 'brand-clusters.csv');
  if (brands) sets.push(...brandSets('brands', brands));
  const pairs = rowsOf(join(directory, 'organisation-pairs.csv'), pairRow);
  if (pairs)
    sets.push({
      name: 'pairs written by hand',
      found: 'as one company',
      target: { f1: 0.9 },
      pairs: pairs.map(({ left, right, same }) => ({
        left: named(left),
        right: named(right),
        same: same === 'true',
      })),
    });
  return sets;
}

/** The brands that lie beside this file. @param root of the project */
export const ownBrands = (root: string): Labelled[] =>
  clusters(join(root, 'test/load/matching/quality'), 'brands.csv') ?? [];

/** Brands by name alone, and by name and domain. */
export const brandSets = (name: string, members: readonly Labelled[]): LabelledSet[] => [
  {
    name: `${name}, by name`,
    found: 'brought up',
    target: { recall: 0.68, precision: 0.9 },
    members: withoutDomains(members),
  },
  {
    name: `${name}, by name and domain`,
    found: 'brought up',
    target: { recall: 0.8, precision: 0.95 },
    members,
  },
];

function rowsOf<T>(file: string, form: z.ZodType<T>): T[] | undefined {
  if (!existsSync(file)) return undefined;
  const rows: unknown[] = parse(readFileSync(file, 'utf8'), { columns: true, bom: true });
  return rows.map((row, n) => {
    const found = form.safeParse(row);
    if (found.success) return found.data;
    const faults = found.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`${file}, row ${n + 1}: ${faults.join('; ')}`);
  });
}
