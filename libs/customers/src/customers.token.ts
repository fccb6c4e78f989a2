/** Injects the streams of customers. */
export const CUSTOMERS = Symbol('customers');
