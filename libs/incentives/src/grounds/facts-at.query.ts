import { Injectable } from '@nestjs/common';
import pMap from 'p-map';
import {
  plusMonths,
  type DomainEvent,
  type EventCatalog,
  type LogPosition,
  type Recorded,
} from '@accord/kernel';
import { dealEvents } from '@accord/deals';
import { EventStore } from '@accord/event-store';
import { partnerEvents } from '@accord/partners';
import { programEvents } from '@accord/programs';
import { rateEvents, ratesId } from '@accord/rates';
import { saleEvents } from '@accord/sales';
import { claimsIn } from '../calculate-earnings';

/** Streams that are read at the same time. */
const AT_ONCE = { concurrency: 16 };

/** Whose facts are wanted. */
export interface Wanted {
  readonly programId: string;
  readonly dealIds: readonly string[];
  readonly saleIds: readonly string[];
  /** Beside those of the deals. */
  readonly partnerIds?: readonly string[];
}

/** Reads facts as they were known at a position of the log, stream by stream. */
@Injectable()
export class FactsAt {
  constructor(private readonly log: EventStore) {}

  /** @returns events that a calculation takes, those of each stream in order; its partners' and rates' too */
  async read(
    { programId, dealIds, saleIds, partnerIds = [] }: Wanted,
    upTo: LogPosition,
  ): Promise<Recorded[]> {
    const deals = await this.all(dealEvents, dealIds, upTo);
    const others = await Promise.all([
      this.all(programEvents, [programId], upTo),
      this.all(saleEvents, saleIds, upTo),
      this.all(partnerEvents, [...partnersIn(deals), ...partnerIds], upTo),
    ]);
    const events = [...deals, ...others.flat()];
    const years = claimsIn(events).claims.flatMap(({ wanted }) =>
      // A rate is at most a year old.
      wanted
        ? [wanted.day, plusMonths(wanted.day, -12)].map((day) => ratesId(wanted.source, day))
        : [],
    );
    return [...events, ...(await this.all(rateEvents, years, upTo))];
  }

  private async all<E extends DomainEvent>(
    catalog: EventCatalog<E>,
    ids: readonly string[],
    upTo: LogPosition,
  ): Promise<Recorded<E>[]> {
    const streams = await pMap(
      [...new Set(ids)],
      (id) => this.log.read({ catalog }, id, 0, upTo),
      AT_ONCE,
    );
    return streams.flat();
  }
}

/** Every partner that one of the deals has ever been registered for. */
const partnersIn = (events: readonly Recorded[]): string[] =>
  events.flatMap((event) => {
    if (!dealEvents.includes(event)) return [];
    const { type, data } = event;
    return type === 'DealRegistered' || type === 'DealReassigned' ? [data.partnerId] : [];
  });
