import { ApiProperty } from '@nestjs/swagger';
import type { DomainEvent, LogPosition } from '@accord/kernel';
import type { Outcome } from '@accord/event-store';
import { businessRefusal } from './problem';

/** An event as a reply shows it. */
export class EventBody {
  type: string;
  /** Its form depends on the type. */
  @ApiProperty({ type: Object, additionalProperties: true })
  data: object;
}

/** What a command did. The same command sent again gets the same `events`, marked as replayed. */
export class CommandReply {
  /** The resource that was addressed or created. */
  id: string;
  status: 'accepted' | 'replayed' | 'unchanged' | 'dry-run';
  /** Revision of the resource's stream after the command; -1 when it does not exist. */
  revision: number;
  /** Log position of the command's last event; reads take it as `minPosition`. Null when nothing was written. */
  position: string | null;
  events: EventBody[];
}

/**
 * @returns the reply to a command on the resource `id`
 * @throws Problem 422 with every reason when the command was refused
 */
export function replyTo<S, E extends DomainEvent>(
  id: string,
  outcome: Outcome<S, E>,
): CommandReply {
  if (outcome.kind === 'rejected') throw businessRefusal(outcome.rejections);
  return Object.assign(new CommandReply(), {
    id,
    status: outcome.kind,
    revision: outcome.revision,
    position: outcome.position === undefined ? null : outcome.position.toString(),
    events: outcome.events.map(({ type, data }) => ({ type, data })),
  });
}

/** An answer from the read models: what it is, and the log position it reflects. */
export class QueryReply<T> {
  constructor(
    readonly body: T,
    readonly position: LogPosition,
    /** The view has stopped and no longer follows the log. */
    readonly stale: boolean,
    readonly revision?: number,
  ) {}
}
