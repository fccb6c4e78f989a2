/** Injects the streams of programs. */
export const PROGRAMS = Symbol('programs');
