import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** How one field of a registration comes out of a row. */
const field = z.union([
  z.string().min(1),
  z.strictObject({
    column: z.string().min(1),
    /** A list is parted by semicolons. */
    as: z.enum(['text', 'amount', 'date', 'domain', 'number', 'boolean', 'list']).default('text'),
    /** Of amounts: which sign stands before the cents. */
    decimal: z.enum(['.', ',']).default('.'),
    /** Of dates, as luxon writes it. */
    format: z.string().default('yyyy-MM-dd'),
    /** What stands in the cell, and what is meant; anything else is a fault. */
    values: z.record(z.string(), z.string()).optional(),
    /** For an empty cell. */
    otherwise: z.string().optional(),
  }),
  z.strictObject({ value: z.string() }),
]);

const mapping = z.strictObject({
  /** Name of the sales system: with the reference it names each registration for ever. */
  source: z.string().min(1),
  /** Column that holds the sales system's own id of a row. */
  reference: z.string().min(1),
  delimiter: z.string().length(1).default(','),
  /** Cells that mean nothing, whatever their case, beside empty ones. */
  nothing: z.array(z.string()).default([]),
  /** Fields of a registration, nested ones by a dotted path, parts of lists by number: `lines.1.family`. */
  fields: z.record(z.string(), field),
  /** How the opportunity of a row stands: fields of a report of it, beside its source and reference. */
  opportunity: z.record(z.string(), field).optional(),
});

export type ImportMapping = z.infer<typeof mapping>;
export type FieldMapping = ImportMapping['fields'][string];

/** @throws Error naming everything that is wrong with the file */
export async function readMapping(file: string): Promise<ImportMapping> {
  const text = await readFile(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${String(error)}`, { cause: error });
  }
  const read = mapping.safeParse(json);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`${file} is no mapping:\n${faults.join('\n')}`);
}
