/** Injects the process's `Config`. */
export const CONFIG = Symbol('config');
/** Injects the process's `Logger`. */
export const LOGGER = Symbol('logger');
