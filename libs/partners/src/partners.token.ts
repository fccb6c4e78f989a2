/** Injects the streams of partners. */
export const PARTNERS = Symbol('partners');
