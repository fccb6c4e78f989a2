import type { Recorded } from '@accord/kernel';

/** Does something because of an event. Never rebuilt; may see an event again and must not mind. */
export interface Reactor {
  /** Names its checkpoint: a storage contract. */
  readonly name: string;
  handles(event: Recorded): boolean;
  react(event: Recorded): Promise<void>;
}
