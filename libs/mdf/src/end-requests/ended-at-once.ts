/** Events of one append that end requests: each is below 2 KiB, and the store takes 1 MiB at once. */
export const ENDED_AT_ONCE = 250;
