/** Injects the installation's stream. */
export const INSTALLATIONS = Symbol('installations');
