import { plusDays } from '@accord/kernel';
import { keyedView } from '@accord/read-store';
import { saleEvents, type SaleEvent } from '../sale.events';

/** A milestone with the day on which it is missed, unless it comes before. */
export interface MilestoneDueRow {
  readonly sale_id: string;
  readonly milestones: readonly { readonly milestone: string; readonly missedOn: string }[];
  /** The first of these days. */
  readonly next_on: string;
}

export const milestonesDueProjection = keyedView<MilestoneDueRow, SaleEvent>({
  name: 'milestones_due',
  version: 1,
  table: 'milestones_due',
  columns: { sale_id: 'text not null', milestones: 'jsonb not null', next_on: 'date not null' },
  key: ['sale_id'],
  indexes: [['next_on']],
  events: [saleEvents],
  keysOf: (event) => [[event.stream.slice('sale-'.length)]],
  fold(row, event) {
    switch (event.type) {
      case 'SaleBooked': {
        const { saleId, milestonesDue = [] } = event.data;
        return rowOf(
          saleId,
          milestonesDue.map(({ milestone, dueOn }) => ({
            milestone,
            missedOn: plusDays(dueOn, 1),
          })),
        );
      }
      case 'MilestoneReached':
      case 'MilestoneMissed': {
        const { milestone } = event.data;
        return row
          ? rowOf(
              row.sale_id,
              row.milestones.filter((one) => one.milestone !== milestone),
            )
          : null;
      }
      case 'CustomerPaid':
      case 'IncentiveExceptionRequested':
      case 'IncentiveExceptionDecided':
      case 'SellerNamed':
      case 'PurchaseOrderReceived':
        return row ?? null;
      case 'SaleReversed':
        return null;
    }
  },
});

function rowOf(sale_id: string, milestones: MilestoneDueRow['milestones']): MilestoneDueRow | null {
  const [next_on] = milestones.map(({ missedOn }) => missedOn).toSorted();
  return next_on === undefined ? null : { sale_id, milestones, next_on };
}
