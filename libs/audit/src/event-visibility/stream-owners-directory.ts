import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EventStore } from '@accord/event-store';

interface Ownership {
  /** Last revision that was looked at. */
  through: number;
  /** Who the stream belonged to from which revision on, in order. */
  readonly owners: { readonly from: number; readonly partnerId: string }[];
}

const MAX_STREAMS = 20_000;

/** Knows which partner a registration, fund or account belonged to when something happened to it. */
@Injectable()
export class StreamOwners {
  private readonly known = new LRUCache<string, Ownership>({ max: MAX_STREAMS });

  constructor(private readonly log: EventStore) {}

  /** @returns the partner that the stream's events named last by then; undefined when they name none */
  async at(stream: string, revision: number): Promise<string | undefined> {
    const known = this.known.get(stream) ?? { through: -1, owners: [] };
    this.known.set(stream, known);
    if (known.through < revision) {
      const from = known.through + 1;
      for (const { data, revision: at } of await this.log.history(
        stream,
        from,
        revision - from + 1,
      )) {
        // Two callers may have read the same events; what is known already stays.
        if (at <= known.through) continue;
        known.through = at;
        if ('partnerId' in data && typeof data.partnerId === 'string') {
          known.owners.push({ from: at, partnerId: data.partnerId });
        }
      }
    }
    return known.owners.findLast(({ from }) => from <= revision)?.partnerId;
  }
}
