import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { IsoDate } from '@accord/kernel';
import { CommandContexts, type DueItem, type DueWork } from '@accord/platform';
import { ReadStore, sql } from '@accord/read-store';
import { ReverseSaleCommand } from '../reverse-sale/reverse-sale.handler';
import { SaleClock } from '../sale-clock';

/** Bookings whose promised purchase order has not come: they are undone on the day after. */
@Injectable()
export class SaleDueWork implements DueWork {
  readonly view = 'purchase_order_due';

  constructor(
    private readonly store: ReadStore,
    private readonly commands: CommandBus,
    private readonly contexts: CommandContexts,
    private readonly clock: SaleClock,
  ) {}

  async due(through: IsoDate): Promise<DueItem[]> {
    const { value } = await this.store.views.read([this.view], (db) =>
      sql<{ sale_id: string; undone_on: string }>`
        select * from purchase_order_due where undone_on <= ${through}
        order by undone_on, sale_id`.execute(db),
    );
    return value.rows.map(({ sale_id, undone_on }) => ({
      kind: 'purchase-order-missing',
      subject: sale_id,
      dueOn: undone_on,
    }));
  }

  programOf({ subject }: DueItem): Promise<string | undefined> {
    return this.clock.programOf(subject);
  }

  async work({ kind, subject, dueOn }: DueItem, today: IsoDate): Promise<void> {
    const context = this.contexts.ofSystem([`sale-${kind}`, subject, dueOn], { today });
    const why = `The purchase order that was promised had not come by ${dueOn}`;
    await this.commands.execute(new ReverseSaleCommand(subject, why, context));
  }
}
