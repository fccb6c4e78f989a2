/** Injects the streams of funds. */
export const FUNDS = Symbol('funds');
/** Injects the streams of documents. */
export const EVIDENCE = Symbol('evidence');
