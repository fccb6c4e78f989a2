import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@accord/kernel';
import { ReadStore } from '@accord/read-store';
import { salesAround, type Around } from './group-facts';

const VIEWS = ['earnings'];

/** Says which deals and sales may belong to a reckoning; what they were by then is for the log to say. */
@Injectable()
export class GroupFacts {
  constructor(private readonly store: ReadStore) {}

  /** @param position that the view must have reached */
  async around(programId: string, partnerId: string, position: LogPosition): Promise<Around> {
    const ask = (db: Parameters<typeof salesAround>[0]): Promise<Around> =>
      salesAround(db, programId, partnerId);
    return (await this.store.views.read(VIEWS, ask, position)).value;
  }
}
