import { Inject, Injectable } from '@nestjs/common';
import type { Streams } from '@accord/event-store';
import { ProgramClock } from '@accord/programs';
import type { Sale } from './sale';
import type { SaleEvent } from './sale.events';
import { SALES } from './sales.token';

/** Which business date a sale has: its program's. */
@Injectable()
export class SaleClock {
  constructor(
    @Inject(SALES) private readonly sales: Streams<Sale, SaleEvent>,
    private readonly programs: ProgramClock,
  ) {}

  /** @returns undefined when there is no such sale: the installation's zone counts then */
  async zone(saleId: string): Promise<string | undefined> {
    const programId = await this.programOf(saleId);
    return programId === undefined ? undefined : this.programs.zone(programId);
  }

  /** A sale never changes its program, so what was seen of it before is good enough. */
  async programOf(saleId: string): Promise<string | undefined> {
    const { state } = await this.sales.look(saleId, { fresh: false });
    return state.status === 'unknown' ? undefined : state.booking.programId;
  }
}
