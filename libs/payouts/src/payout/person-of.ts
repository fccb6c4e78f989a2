import type { Envelope } from '@accord/kernel';
import type { Person } from './payout.events';

export const personOf = ({ actor }: Envelope): Person => ({
  principal: actor.principal,
  onBehalfOf: actor.onBehalfOf ?? null,
});
