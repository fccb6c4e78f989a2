import { Injectable } from '@nestjs/common';
import type { IsoDate } from '@accord/kernel';
import { EventStore } from '@accord/event-store';
import type { OpportunityRef } from '@accord/deals';
import { ReadStore, sql } from '@accord/read-store';
import type { AccrualRow, Counted, Waiting } from './accruals.projection';
import type { Booked, BookingRow } from './bookings.projection';

export type CountedBooking = Counted & { readonly fundId: string };

/** What is known of bookings as of now: the views are brought up to the head of the log. */
@Injectable()
export class CoopBookings {
  constructor(
    private readonly log: EventStore,
    private readonly store: ReadStore,
  ) {}

  /** @returns the funds that a booking has added to */
  async fundsOf(saleId: string): Promise<readonly string[]> {
    const { position } = await this.log.head();
    const { value } = await this.store.views.read(
      ['mdf_accruals'],
      (db) =>
        sql<AccrualRow>`
          select * from mdf_accruals where sale_id = ${saleId} order by fund_id`.execute(db),
      position,
    );
    return value.rows.map(({ fund_id }) => fund_id);
  }

  /** @returns the bookings that wait for a rate of the source */
  async awaiting(source: string): Promise<readonly Waiting[]> {
    const { position } = await this.log.head();
    const { value } = await this.store.views.read(
      ['mdf_accruals'],
      (db) =>
        sql<AccrualRow>`
          select * from mdf_accruals where awaits = ${source} order by sale_id, fund_id`.execute(
          db,
        ),
      position,
    );
    return value.rows.flatMap(({ waiting }) => waiting ?? []);
  }

  /**
   * @returns the bookings that were counted by a rate of the source which its word of the day may take the
   *   place of, with their funds
   */
  async countedBy(source: string, day: IsoDate): Promise<readonly CountedBooking[]> {
    const { position } = await this.log.head();
    const { value } = await this.store.views.read(
      ['mdf_accruals'],
      (db) =>
        sql<AccrualRow>`
          select * from mdf_accruals
          where counted_by = ${source} and counted->'conversion'->>'day' >= ${day}
            and counted->'conversion'->'rate'->>'publishedOn' <= ${day}
          order by sale_id, fund_id`.execute(db),
      position,
    );
    return value.rows.flatMap(({ fund_id: fundId, counted }) =>
      counted ? [{ ...counted, fundId }] : [],
    );
  }

  /** @returns the program's bookings of an opportunity that are not undone */
  async of(programId: string, { source, ref }: OpportunityRef): Promise<readonly Booked[]> {
    const { position } = await this.log.head();
    const { value } = await this.store.views.read(
      ['mdf_bookings'],
      (db) =>
        sql<BookingRow>`
          select * from mdf_bookings
          where opportunity = ${`${source}/${ref}`} and program_id = ${programId}
          order by sale_id`.execute(db),
      position,
    );
    return value.rows.map(({ booked }) => booked);
  }
}
