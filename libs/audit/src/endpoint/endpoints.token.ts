/** Injects the streams of webhook endpoints. */
export const ENDPOINTS = Symbol('endpoints');
