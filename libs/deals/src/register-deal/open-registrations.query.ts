import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EventStore } from '@accord/event-store';
import { ReadStore, sql } from '@accord/read-store';

/** Counts what a partner has open, where a program limits it. */
@Injectable()
export class OpenRegistrations {
  constructor(
    private readonly log: EventStore,
    private readonly reads: ReadStore,
  ) {}

  /**
   * Runs the work with the number of open registrations as the head of the log has it. No other one of the
   * partner in the program is counted meanwhile, so that two cannot take the last place.
   * @throws LockUnavailable, BehindError: nothing was changed
   */
  counted<T>(
    { partnerId, programId }: { readonly partnerId: string; readonly programId: string },
    work: (open: number) => Promise<T>,
  ): Promise<T> {
    const name = `open-registrations ${programId} ${partnerId}`;
    const key = createHash('sha256').update(name).digest().readBigInt64BE(0);
    return this.reads.locks.hold([key], async (locks) => {
      const { position } = await this.log.head();
      const { value } = await this.reads.views.read(
        ['deals'],
        (db) =>
          sql<{ open: bigint }>`
          select count(*) as open from deals
          where partner_id = ${partnerId} and program_id = ${programId}
            and status in ('pending', 'returned', 'approved')`.execute(db),
        position,
      );
      await locks.check();
      return work(Number(value.rows[0]?.open ?? 0n));
    });
  }
}
