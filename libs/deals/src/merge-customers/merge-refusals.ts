import type { Rejection } from '@accord/kernel';
import type { Customer, KnownCustomer } from '@accord/customers';

/** A customer as its own stream and the merge map have it. */
export interface Party {
  readonly customerId: string;
  readonly state: Customer;
  readonly known: KnownCustomer | undefined;
}

/**
 * @param path of the request field that names the customer; absent where the address does
 * @returns why nothing can be made of a customer: nobody knows it, it is another one by now, or its
 *   merge waits for a person
 */
export function fateRefusals({ customerId, state, known }: Party, path?: string): Rejection[] {
  const refuse = (code: string, message: string): Rejection[] => [
    { code, message, ...(path !== undefined && { path }) },
  ];
  if (state.status === 'unknown') return refuse('customer-unknown', `No customer "${customerId}"`);
  if (state.status === 'merged') {
    return refuse('customer-merged', `Customer "${customerId}" was merged into "${state.into}"`);
  }
  const caseId = state.suspended?.caseId ?? known?.caseId ?? null;
  return caseId === null
    ? []
    : refuse('case-undecided', `Case "${caseId}" has to be decided first: a merge waits for it`);
}

/** @returns why one customer cannot be merged into another */
export function mergeRefusals(absorbed: Party, survivor: Party): Rejection[] {
  if (absorbed.customerId === survivor.customerId) {
    const message = 'A customer is one with itself already';
    return [{ code: 'merge-with-itself', message, path: 'into' }];
  }
  return [...fateRefusals(absorbed), ...fateRefusals(survivor, 'into')];
}
