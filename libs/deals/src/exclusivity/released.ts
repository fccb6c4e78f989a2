import type { Recorded } from '@accord/kernel';
import { exclusivityEvents, type ExclusivityEvent } from './exclusivity.events';

export type Released = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityReleased' }>;

export const isReleased = (event: Recorded): event is Released =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityReleased';
