import type { Envelope } from '@accord/kernel';

/** Who did something, and for whom. */
export interface Person {
  readonly principal: string;
  readonly onBehalfOf: string | null;
}

export const personOf = ({ actor }: Envelope): Person => ({
  principal: actor.principal,
  onBehalfOf: actor.onBehalfOf ?? null,
});

/** Whether one of them acted, or was acted for, in both. */
export const areOne = (a: Person, b: Person): boolean =>
  [a.principal, a.onBehalfOf].some(
    (one) => one !== null && (one === b.principal || one === b.onBehalfOf),
  );
