import { randomUUID } from 'node:crypto';
import {
  accepted,
  eventCatalog,
  isoDate,
  type Decision,
  type DomainEvent,
  type Envelope,
  type StreamType,
} from '@accord/kernel';

/** The smallest kind of stream there is: numbers that add up. */
export interface Counted extends DomainEvent {
  readonly type: 'Counted';
  readonly data: { readonly by: number; readonly note?: unknown };
}

export const tally: StreamType<number, Counted> = {
  catalog: eventCatalog<Counted>('tally', { Counted: { version: 1 } }),
  initial: 0,
  evolve: (sum, { data }) => sum + data.by,
};

export const counted = (by: number, note?: unknown): Counted => ({
  type: 'Counted',
  data: { by, ...(note !== undefined && { note }) },
});

export const count =
  (...numbers: readonly number[]) =>
  (): Decision<Counted> =>
    accepted(...numbers.map((by) => counted(by)));

/** What comes along with a command; the same key and body make the same command. */
export const envelope = (key: string = randomUUID(), body = 'body'): Envelope => ({
  commandId: key,
  commandHash: body,
  correlationId: key,
  causationId: key,
  actor: { principal: 'tester', role: 'system' },
  occurredOn: isoDate('2026-02-03'),
});
