/** Injects the streams of funds. */
export const FUNDS = Symbol('funds');
