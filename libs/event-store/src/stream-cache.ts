import { LRUCache } from 'lru-cache';
import { streamName, type Recorded, type DomainEvent, type StreamType } from '@accord/kernel';

/** Where in its stream a command's events lie, and what its body hashed to. */
export interface CommandTrace {
  readonly hash: string;
  readonly first: number;
  last: number;
}

/** A stream folded up to a revision (-1: no event yet), with every command that it has accepted. */
export interface Folded<S> {
  state: S;
  revision: number;
  /** When the stream was last known to hold nothing more, on this process's own clock. */
  readAt: number;
  readonly commands: Map<string, CommandTrace>;
}

type Step = Pick<Recorded, 'revision'> & {
  readonly envelope: Pick<Recorded['envelope'], 'commandId' | 'commandHash'>;
};

/** Streams folded lately. Bounded; may lag behind the log, so it is good for accepting only. */
export class StreamCache<S, E extends DomainEvent> {
  private readonly entries: LRUCache<string, Folded<S>>;

  constructor(
    private readonly type: StreamType<S, E>,
    maxStreams: number,
  ) {
    this.entries = new LRUCache({ max: maxStreams });
  }

  /** The folded stream as this process last saw it; the initial state when it never did. */
  get(id: string): Folded<S> {
    const name = streamName(this.type.catalog, id);
    const known = this.entries.get(name);
    if (known) return known;
    const fresh: Folded<S> = {
      state: this.type.initial,
      revision: -1,
      readAt: -Infinity,
      commands: new Map(),
    };
    this.entries.set(name, fresh);
    return fresh;
  }

  /** Folds in an event if it is the next one; one seen before, or after a gap, changes nothing. */
  apply(folded: Folded<S>, event: E & Step): void {
    if (event.revision !== folded.revision + 1) return;
    folded.state = this.type.evolve(folded.state, event);
    folded.revision = event.revision;
    const { commandId, commandHash } = event.envelope;
    const trace = folded.commands.get(commandId);
    if (trace) trace.last = event.revision;
    else {
      folded.commands.set(commandId, {
        hash: commandHash,
        first: event.revision,
        last: event.revision,
      });
    }
  }
}
