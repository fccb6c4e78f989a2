import type { EarningLine } from './earning-line';

const PERSON = 'person:';

/**
 * Whose account a line belongs to: the partner's id, or `person:<id>`. No partner's id holds a colon, so
 * that a person never shares an account with a company of the same id.
 */
export const payeeOf = ({
  partnerId,
  personId,
}: Pick<EarningLine, 'partnerId' | 'personId'>): string =>
  personId === undefined ? partnerId : `${PERSON}${personId}`;

/** @param payee as `payeeOf` names it */
export const isPerson = (payee: string): boolean => payee.startsWith(PERSON);
