import type { RecordedEvent } from '@eventstore/db-client';
import {
  logPosition,
  type DomainEvent,
  type EventCatalog,
  type EventSpec,
  type Recorded,
} from '@accord/kernel';
import { UnreadableEvent } from './errors';
import { readMetadata } from './envelope';

/** A recorded event as the client hands it over. */
export type StoredEvent = RecordedEvent;

/** Knows every event type of the product; reads stored events of any version as today's type. */
export class EventRegistry {
  private readonly specs = new Map<string, Map<string, EventSpec>>();

  /** @throws Error when a type has a version without a way from the one before */
  constructor(readonly catalogs: readonly EventCatalog<DomainEvent>[]) {
    for (const catalog of catalogs) {
      const known = this.specs.get(catalog.category) ?? new Map<string, EventSpec>();
      for (const [type, spec] of Object.entries<EventSpec>(catalog.specs)) {
        for (let version = 1; version < spec.version; version++) {
          if (!spec.upcasts?.[version]) throw new Error(`${type} v${version} has no upcast`);
        }
        known.set(type, spec);
      }
      this.specs.set(catalog.category, known);
    }
  }

  /**
   * @returns the event as today's program knows it; undefined when it is not one of Accord's
   * @throws UnreadableEvent when it is Accord's but of a later version or without a valid envelope
   */
  decode(stored: StoredEvent): Recorded | undefined {
    const dash = stored.streamId.indexOf('-');
    const spec = this.specs.get(stored.streamId.slice(0, dash))?.get(stored.type);
    if (dash < 1 || !spec || !stored.isJson) return undefined;
    const metadata = readMetadata(stored.metadata);
    if (!metadata) return undefined;
    if (!stored.position) throw new UnreadableEvent(`${stored.id} came without a position`);
    return {
      type: stored.type,
      data: upcast(stored, spec, metadata.schemaVersion),
      id: stored.id,
      stream: stored.streamId,
      revision: Number(stored.revision),
      position: logPosition(stored.position.commit),
      recordedAt: stored.created.toISOString(),
      schemaVersion: metadata.schemaVersion,
      envelope: metadata.envelope,
    };
  }
}

function upcast(stored: StoredEvent, spec: EventSpec, writtenAs: number): object {
  if (writtenAs > spec.version) {
    throw new UnreadableEvent(
      `${stored.type} in "${stored.streamId}" was written as version ${writtenAs}; ` +
        `this program reads up to ${spec.version}. Run the newer release.`,
    );
  }
  let data: object = Object(stored.data);
  for (let version = writtenAs; version < spec.version; version++) {
    const next = spec.upcasts?.[version];
    if (!next) throw new UnreadableEvent(`${stored.type} v${version} has no upcast`);
    data = next(data);
  }
  return data;
}
