import {
  accepted,
  rejected,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
} from '@accord/kernel';
import type { LateChange } from '../late-changes/late-changes';
import type { Person } from '../payout/person-of';
import type { Period } from '../period/period';
import type { PeriodEvent } from '../period/period.events';

export interface AcknowledgeChange {
  readonly book: string;
  readonly quarter: string;
  /** As it is now; undefined: late facts change nothing there. */
  readonly change: LateChange | undefined;
  /** The figure that was seen; undefined: none in the line's currency. */
  readonly seen: Money | undefined;
  readonly by: Person;
  readonly today: IsoDate;
}

/** Records that finance has seen a late change, named by the figure that was seen. */
export function acknowledgeChange(
  state: Period,
  { book, quarter, change, seen, by, today }: AcknowledgeChange,
): Decision<PeriodEvent> {
  if (state.status !== 'closed') return rejected('period-not-closed', `${quarter} is not closed`);
  if (!change || !seen) return rejected('no-such-change', 'Late facts change nothing there');
  const { lineId, was, is } = change;
  const figure = toJson(seen);
  if (figure.minor !== is.minor) {
    return rejected('change-moved', 'Later facts have changed it again; look once more', 'amount');
  }
  if (state.seen.get(lineId)?.is.minor === is.minor) return accepted();
  const data = { book, quarter, lineId, was, is, acknowledgedBy: by, acknowledgedOn: today };
  return accepted({ type: 'LateChangeAcknowledged', data });
}
