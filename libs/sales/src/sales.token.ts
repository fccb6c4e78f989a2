/** Injects the streams of sales. */
export const SALES = Symbol('sales');
