/** Injects the streams of principals. */
export const PRINCIPALS = Symbol('principals');
