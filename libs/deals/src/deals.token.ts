/** Injects the streams of deals. */
export const DEALS = Symbol('deals');
/** Injects the streams that decide who holds a customer. */
export const EXCLUSIVITIES = Symbol('exclusivities');
/** Injects the streams of conflict cases. */
export const CASES = Symbol('cases');
/** Injects the streams of whom sales prefers for an opportunity. */
export const PREFERENCES = Symbol('preferences');
/** Injects the streams of what customers say about their incumbents. */
export const INCUMBENCIES = Symbol('incumbencies');
/** Injects the streams of bulk tasks. */
export const BULK_TASKS = Symbol('bulk-tasks');
