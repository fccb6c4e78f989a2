import type { EventCatalog } from './event-catalog';
import type { DomainEvent } from './recorded-event';

/** Why a command was refused: a kebab-case code for machines and a sentence for people. */
export interface Rejection {
  readonly code: string;
  readonly message: string;
  /** Path of the request field that the refusal is about, where there is one. */
  readonly path?: string;
}

export type Decision<E extends DomainEvent> =
  | {
      readonly kind: 'accepted';
      readonly events: readonly E[];
      /** `<program>@<version>` of the rules that were applied; recorded with the events. */
      readonly programVersion?: string;
    }
  | { readonly kind: 'rejected'; readonly rejections: readonly Rejection[] };

export const accepted = <E extends DomainEvent>(...events: E[]): Decision<E> => ({
  kind: 'accepted',
  events,
});

/** The same decision, with the version of the rules that it was taken under. */
export const under = <E extends DomainEvent>(
  programVersion: string | undefined,
  decision: Decision<E>,
): Decision<E> =>
  decision.kind === 'accepted' && programVersion !== undefined
    ? { ...decision, programVersion }
    : decision;

export const rejected = (code: string, message: string, path?: string): Decision<never> =>
  rejectedFor([{ code, message, ...(path === undefined ? {} : { path }) }]);

export const rejectedFor = (rejections: readonly Rejection[]): Decision<never> => ({
  kind: 'rejected',
  rejections,
});

/** One kind of stream: which events it holds and how its state is folded from them. Pure. */
export interface StreamType<S, E extends DomainEvent> {
  readonly catalog: EventCatalog<E>;
  readonly initial: S;
  evolve(state: S, event: E): S;
}

/** The state that a stream's events add up to. */
export const fold = <S, E extends DomainEvent>(type: StreamType<S, E>, events: readonly E[]): S =>
  events.reduce((state, event) => type.evolve(state, event), type.initial);

/** The stream's name in the log. */
export const streamName = (catalog: { readonly category: string }, id: string): string =>
  `${catalog.category}-${id}`;
