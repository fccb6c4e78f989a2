/** Injects the streams of published rates. */
export const RATES = Symbol('rates');
