import type { Recorded } from '@accord/kernel';
import { exclusivityEvents, type ExclusivityEvent } from './exclusivity.events';

export type MoveBegan = Extract<Recorded<ExclusivityEvent>, { type: 'ExclusivityMoveBegan' }>;

export const isMoveBegan = (event: Recorded): event is MoveBegan =>
  exclusivityEvents.includes(event) && event.type === 'ExclusivityMoveBegan';
