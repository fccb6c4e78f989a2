import type { Rejection } from '@accord/kernel';

/**
 * Something that is told to the caller as problem details (RFC 9457). `code` is for machines;
 * `errors` names every fault at once.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: readonly Rejection[] = [],
    /** Further members of the answer, by name. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** The request itself is wrong: its form, a field, a header. */
export const requestFault = (errors: readonly Rejection[]): Problem =>
  new Problem(400, 'request-invalid', 'The request is not valid; nothing was changed', errors);

/** The request is right and the business says no. */
export const businessRefusal = (errors: readonly Rejection[]): Problem =>
  new Problem(422, errors[0]?.code ?? 'refused', errors[0]?.message ?? 'Refused', errors);

export const notFound = (what: string): Problem => new Problem(404, 'not-found', `No such ${what}`);
