/** Injects the streams of deals. */
export const DEALS = Symbol('deals');
/** Injects the streams that decide who holds a customer. */
export const EXCLUSIVITIES = Symbol('exclusivities');
/** Injects the streams of conflict cases. */
export const CASES = Symbol('cases');
