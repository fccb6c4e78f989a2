import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Company } from '@accord/customers';

export const IN_OPTION = {
  in: { type: 'string', value: 'FILE', help: 'read from this file, not the standard input' },
} as const;

export const COMPANY_HELP = `COMPANY is {"id"?, "name", "domain"?, "country"?, "registerNumbers"?: [{"kind", "value", "country"?}],
"address"?}; country is an ISO 3166-1 alpha-2 code, address one line of text. A line that is not of
this form ends the command with its number and exit status 1.`;

const text = z.string().trim().max(500);
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');

/** One company of an input line. */
export const companyForm = z
  .object({
    id: z
      .union([z.string().min(1), z.number()])
      .transform(String)
      .optional(),
    name: text.regex(/[\p{L}\p{N}]/u, 'must contain a letter or digit'),
    country: country.nullish(),
    domain: text.nullish(),
    registerNumbers: z
      .array(z.object({ kind: text.min(1), value: text.min(1), country: country.nullish() }))
      .nullish(),
    address: text.nullish(),
  })
  .transform(({ id, ...rest }) => ({ id, company: companyOf(rest) }));

interface Given {
  name: string;
  country?: string | null | undefined;
  domain?: string | null | undefined;
  registerNumbers?:
    { kind: string; value: string; country?: string | null | undefined }[] | null | undefined;
  address?: string | null | undefined;
}

const companyOf = (given: Given): Company => ({
  name: given.name,
  country: given.country ?? null,
  domain: given.domain ?? null,
  registerNumbers: (given.registerNumbers ?? []).map((number) => ({
    ...number,
    country: number.country ?? null,
  })),
  address: given.address ?? null,
});

/**
 * @param file undefined for the standard input; empty lines are passed over
 * @throws Error that names the line which is no JSON or not of the form
 */
export async function* formedLines<T>(
  file: string | undefined,
  form: z.ZodType<T>,
): AsyncGenerator<T> {
  const input = file === undefined ? process.stdin : createReadStream(file);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    // White space, a byte order mark among it, is nothing to a company.
    const text = line.trim();
    if (text === '') continue;
    const found = form.safeParse(parsed(text, number));
    if (found.success) yield found.data;
    else {
      const faults = found.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw new Error(`line ${number}: ${faults.join('; ')}`);
    }
  }
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Error(`line ${number}: not JSON`, { cause: error });
  }
}
