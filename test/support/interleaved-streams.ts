import type fc from 'fast-check';
import {
  fold,
  isoDate,
  logPosition,
  type DomainEvent,
  type Envelope,
  type Recorded,
  type StreamType,
} from '@accord/kernel';
import type { Outcome, Streams } from '@accord/event-store';

/** The process ended between two steps. */
export class Died extends Error {}

/** Everything that was appended, in its order. */
export class InterleavedLog<E extends DomainEvent> {
  readonly events: Recorded<E>[] = [];

  of(stream: string): Recorded<E>[] {
    return this.events.filter((event) => event.stream === stream);
  }

  append(stream: string, revision: number, events: readonly E[], envelope: Envelope): boolean {
    if (this.of(stream).length !== revision) return false;
    for (const [i, event] of events.entries()) {
      const position = this.events.length;
      this.events.push({
        ...event,
        stream,
        id: `e${position}`,
        revision: revision + i,
        position: logPosition(BigInt(position)),
        recordedAt: '2026-03-10T00:00:00.000Z',
        schemaVersion: 1,
        envelope,
      });
    }
    return true;
  }
}

/**
 * The streams as one process sees them: others come between any two of its steps, in the order that
 * fast-check's scheduler chooses, and it may die at any of them.
 */
export class InterleavedStreams<S, E extends DomainEvent> implements Pick<
  Streams<S, E>,
  'look' | 'transact' | 'events'
> {
  constructor(
    private readonly log: InterleavedLog<E>,
    private readonly type: StreamType<S, E>,
    private readonly scheduler: fc.Scheduler | undefined,
    /** After so many steps it dies. */
    private lifetime: number,
  ) {}

  /** Others go on here, or this one does not. */
  async step(): Promise<void> {
    if (this.lifetime === 0) throw new Died();
    this.lifetime -= 1;
    await this.scheduler?.schedule(Promise.resolve());
  }

  async look(id: string): Promise<{ state: S; revision: number }> {
    await this.step();
    const events = this.log.of(id);
    return { state: fold(this.type, events), revision: events.length - 1 };
  }

  async events(id: string): Promise<Recorded<E>[]> {
    await this.step();
    return this.log.of(id);
  }

  async transact(
    id: string,
    envelope: Envelope,
    decide: Parameters<Streams<S, E>['transact']>[2],
  ): Promise<Outcome<S, E>> {
    for (;;) {
      await this.step();
      const events = this.log.of(id);
      const revision = events.length - 1;
      const state = fold(this.type, events);
      const stored = events.filter((event) => event.envelope.commandId === envelope.commandId);
      const told = { events: stored, state, revision, position: undefined };
      if (stored.length > 0) return { kind: 'replayed', ...told };
      const decision = await decide(state, { fresh: true });
      await this.step();
      if (decision.kind === 'rejected') return decision;
      if (decision.events.length === 0) return { kind: 'unchanged', ...told };
      if (!this.log.append(id, events.length, decision.events, envelope)) continue;
      // The process may die before it learns that it was stored.
      await this.step();
      const after = fold(this.type, this.log.of(id));
      return { kind: 'accepted', ...told, events: decision.events, state: after };
    }
  }
}

/** A command of a test. */
export const envelopeOf = (commandId: string): Envelope => ({
  commandId,
  commandHash: commandId,
  correlationId: commandId,
  causationId: commandId,
  actor: { principal: 'person', role: 'program-manager' },
  occurredOn: isoDate('2026-02-15'),
});
