import type { Recorded } from '@accord/kernel';
import type { SourceEvent } from '../earning-line';

/** Names an event so that anybody can find it in the log. */
export const sourceOf = (event: Recorded): SourceEvent => ({
  eventId: event.id,
  stream: event.stream,
  revision: event.revision,
  position: event.position.toString(),
  type: event.type,
});
