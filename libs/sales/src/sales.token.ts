/** Injects the streams of sales. */
export const SALES = Symbol('sales');
/** Injects the streams of opportunities. */
export const OPPORTUNITIES = Symbol('opportunities');
/** Injects whoever knows the program of a registration. */
export const DEAL_PROGRAMS = Symbol('deal programs');
