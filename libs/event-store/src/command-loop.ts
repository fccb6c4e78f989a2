import {
  streamName,
  type Decision,
  type DomainEvent,
  type Envelope,
  type LogPosition,
  type Recorded,
  type Rejection,
  type StreamType,
} from '@accord/kernel';
import { append, writable } from './append';
import { backOff, whileHeard } from './deadline';
import { CommandKeyReused, RevisionMismatch, StreamBusy } from './errors';
import type { EventStore } from './event-store';
import { Serial } from './serial';
import { StreamCache, type Folded } from './stream-cache';

const COMMAND_DEADLINE_MS = 10_000;
const MAX_CACHED_STREAMS = 20_000;
/** So long a decision goes by what this process knew of a stream that it merely consults. */
const CONSULTED_FOR_MS = 5_000;

/** How far the state that is shown to a decision can be trusted. */
export interface Sight {
  /** The stream's tail was read within this command. Only then does a refusal count. */
  readonly fresh: boolean;
}

export interface CommandOptions {
  /** The caller's `If-Match`: decide only at this revision. */
  readonly expectedRevision?: number;
  /** Decide and say what would happen; write nothing. */
  readonly dryRun?: boolean;
  readonly deadlineMs?: number;
}

/** What a command led to. `events` are the stored ones, also when the command was a repetition. */
export type Outcome<S, E extends DomainEvent> =
  | {
      readonly kind: 'accepted' | 'replayed' | 'unchanged' | 'dry-run';
      readonly events: readonly E[];
      readonly state: S;
      readonly revision: number;
      /** Log position of the command's last event; undefined when nothing was written. */
      readonly position: LogPosition | undefined;
    }
  | { readonly kind: 'rejected'; readonly rejections: readonly Rejection[] };

type Decide<S, E extends DomainEvent> = (
  state: S,
  sight: Sight,
) => Decision<E> | Promise<Decision<E>>;

/** One context's streams of one kind, and the only loop of the write side. */
export class Streams<S, E extends DomainEvent> {
  private readonly cache: StreamCache<S, E>;
  private readonly serial = new Serial();

  /** @param maxCached folded states that are kept in memory; fewer where a state is large */
  constructor(
    private readonly store: EventStore,
    readonly type: StreamType<S, E>,
    maxCached = MAX_CACHED_STREAMS,
  ) {
    this.cache = new StreamCache(type, maxCached);
  }

  /**
   * The state of a stream for a decision that merely consults it. No revision guards it, and others write
   * to it: what was known longer than five seconds ago is read again.
   * @param sight pass on what the decision got: a fresh look reads the tail from the store
   */
  async look(id: string, sight: Sight): Promise<{ state: S; revision: number }> {
    const folded = this.cache.get(id);
    const isOld = performance.now() - folded.readAt > CONSULTED_FOR_MS;
    if (sight.fresh || folded.revision < 0 || isOld) await this.fold(id, folded);
    return { state: folded.state, revision: folded.revision };
  }

  /** The state as this process last saw it, however long ago; undefined where it never did. */
  known(id: string): { state: S; revision: number } | undefined {
    const { state, revision } = this.cache.get(id);
    return revision < 0 ? undefined : { state, revision };
  }

  /** The state as it was recorded up to a log position. */
  async asOf(id: string, position: LogPosition): Promise<{ state: S; revision: number }> {
    let [state, revision] = [this.type.initial, -1];
    for await (const event of this.store.stream(this.type, id, 0, position)) {
      state = this.type.evolve(state, event);
      revision = event.revision;
    }
    return { state, revision };
  }

  /** Its events in order, read as they are used; for streams that are long. */
  eachEvent(id: string, from = 0): AsyncGenerator<Recorded<E>, void, undefined> {
    return this.store.stream(this.type, id, from);
  }

  events(id: string, from = 0, upTo?: LogPosition): Promise<Recorded<E>[]> {
    return this.store.read(this.type, id, from, upTo);
  }

  /**
   * Decide, then append at the folded revision. What the cache knows may only accept: a refusal, or
   * a decision without events, counts only after the stream's tail has been read. A version
   * conflict reads what is new and decides again until the deadline. While a long stream is read and keeps
   * coming, the deadline moves along.
   * @throws CommandKeyReused, RevisionMismatch, StreamBusy, StoreUnavailable
   */
  transact(
    id: string,
    envelope: Envelope,
    decide: Decide<S, E>,
    options: CommandOptions = {},
  ): Promise<Outcome<S, E>> {
    const deadlineAt = Date.now() + (options.deadlineMs ?? COMMAND_DEADLINE_MS);
    return this.serial.run(id, () => this.attempt(id, envelope, decide, options, deadlineAt));
  }

  private async attempt(
    id: string,
    envelope: Envelope,
    decide: Decide<S, E>,
    options: CommandOptions,
    startAt: number,
  ): Promise<Outcome<S, E>> {
    let deadlineAt = startAt;
    const name = streamName(this.type.catalog, id);
    // Its whole time went by behind other commands on the stream: nothing of it is begun.
    if (Date.now() >= deadlineAt) throw new StreamBusy(name);
    const folded = this.cache.get(id);
    let fresh = options.dryRun ?? false;
    if (fresh) deadlineAt = await this.catchUp(id, folded, deadlineAt);
    for (let conflicts = 0; ;) {
      const repeated = await this.repetition(id, folded, envelope, deadlineAt);
      if (repeated) return repeated;

      const { state, revision } = folded;
      const expected = options.expectedRevision;
      const decision =
        expected === undefined || expected === revision
          ? await decide(state, { fresh })
          : undefined;
      if (decision?.kind !== 'accepted' || decision.events.length === 0) {
        if (!fresh) {
          deadlineAt = await this.catchUp(id, folded, deadlineAt);
          fresh = true;
          continue;
        }
        if (!decision) throw new RevisionMismatch(name, expected ?? revision, revision);
        if (decision.kind === 'rejected') return decision;
        return { kind: 'unchanged', events: [], state, revision, position: undefined };
      }
      const { events, programVersion } = decision;
      const sealed = programVersion === undefined ? envelope : { ...envelope, programVersion };
      if (options.dryRun) return { kind: 'dry-run', events, state, revision, position: undefined };

      const records = writable(this.type.catalog, events, sealed);
      const result = await append(this.store.client, name, revision, records, deadlineAt);
      if (result.kind === 'appended') {
        const first = result.revision - events.length + 1;
        events.forEach((event, i) =>
          this.cache.apply(folded, { ...event, revision: first + i, envelope }),
        );
        const { position } = result;
        const after = events.reduce((so, event) => this.type.evolve(so, event), state);
        return { kind: 'accepted', events, state: after, revision: result.revision, position };
      }
      if (Date.now() >= deadlineAt) throw new StreamBusy(name);
      await backOff(++conflicts, 200);
      deadlineAt = await this.catchUp(id, folded, deadlineAt);
      fresh = true;
    }
  }

  /** The stored outcome of the same command, found by the trace it left in the stream. */
  private async repetition(
    id: string,
    folded: Folded<S>,
    envelope: Envelope,
    deadlineAt: number,
  ): Promise<Outcome<S, E> | undefined> {
    const trace = folded.commands.get(envelope.commandId);
    if (!trace) return undefined;
    if (trace.hash !== envelope.commandHash) throw new CommandKeyReused(envelope.commandId);
    const events: Recorded<E>[] = [];
    let state = this.type.initial;
    await this.inTime(id, deadlineAt, async (heard) => {
      // The command's events, and the state right after them.
      for await (const event of this.store.stream(this.type, id)) {
        heard();
        if (event.revision > trace.last) break;
        state = this.type.evolve(state, event);
        if (event.revision >= trace.first) events.push(event);
      }
    });
    const position = events.at(-1)?.position;
    return { kind: 'replayed', events, state, revision: trace.last, position };
  }

  /** @returns the deadline, later by the time in which the stream kept coming */
  private async catchUp(id: string, folded: Folded<S>, deadlineAt: number): Promise<number> {
    return (
      deadlineAt + (await this.inTime(id, deadlineAt, (heard) => this.fold(id, folded, heard)))
    );
  }

  private async fold(
    id: string,
    folded: Folded<S>,
    heard: () => void = () => undefined,
  ): Promise<void> {
    const before = performance.now();
    for await (const event of this.store.stream(this.type, id, folded.revision + 1)) {
      heard();
      this.cache.apply(folded, event);
    }
    folded.readAt = before;
  }

  private inTime(
    id: string,
    deadlineAt: number,
    read: (heard: () => void) => Promise<void>,
  ): Promise<number> {
    const left = Math.max(1, deadlineAt - Date.now());
    return whileHeard(left, `read "${streamName(this.type.catalog, id)}"`, read);
  }
}
