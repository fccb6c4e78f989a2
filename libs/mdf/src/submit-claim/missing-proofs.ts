import type { MissingProofs, Proof, RequestTerms } from '../fund.events';

/** @returns which proofs the terms ask for and the claim does not bring (GitLab MDF page) */
export function missingProofs(
  { required, anyOf }: Pick<RequestTerms, 'required' | 'anyOf'>,
  proofs: readonly Proof[],
): MissingProofs {
  const brought = new Set(proofs.map(({ kind }) => kind));
  return {
    required: required.filter((kind) => !brought.has(kind)),
    oneOf: anyOf.some((kind) => brought.has(kind)) ? [] : anyOf,
  };
}

export const isComplete = ({ required, oneOf }: MissingProofs): boolean =>
  required.length === 0 && oneOf.length === 0;

/** The missing proofs in words: "attendee-list; one of sample, lead-list". */
export const missingText = ({ required, oneOf }: MissingProofs): string =>
  [...required, ...(oneOf.length > 0 ? [`one of ${oneOf.join(', ')}`] : [])].join('; ');
