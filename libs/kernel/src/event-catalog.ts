import type { DomainEvent, Recorded } from './recorded-event';

type Upcaster = (data: object) => object;

/** How one event type is stored today, and how each older version of it is brought up to date. */
export interface EventSpec {
  readonly version: number;
  /** Keyed by the version it reads; gives the data as the next version would have written it. */
  readonly upcasts?: Readonly<Record<number, Upcaster>>;
}

/** Every event type that one category of streams can hold. */
export interface EventCatalog<E extends DomainEvent> {
  /** The part of the stream's name before the first dash; contains no dash itself. */
  readonly category: string;
  readonly specs: { readonly [T in E['type']]: EventSpec };
  includes(event: Recorded): event is Recorded<E>;
}

/**
 * @param category storage name of the streams, without a dash
 * @param specs one entry for each member of the union `E`; the names are storage contracts
 * @throws Error when the category contains a dash
 */
export function eventCatalog<E extends DomainEvent>(
  category: string,
  specs: { readonly [T in E['type']]: EventSpec },
): EventCatalog<E> {
  if (!/^[a-z]+$/.test(category)) throw new Error(`"${category}" is no category of streams`);
  return {
    category,
    specs,
    includes: (event): event is Recorded<E> =>
      Object.hasOwn(specs, event.type) && event.stream.startsWith(`${category}-`),
  };
}
