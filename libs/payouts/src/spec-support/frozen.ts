import { ListHash } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import type { PeriodEvent } from '../period/period.events';

type Closed = Extract<PeriodEvent, { type: 'PeriodClosed' }>['data'];

/** What a close says of the lines that it has frozen, in this order. */
export function closedOver(
  lines: readonly EarningLine[],
): Pick<Closed, 'lines' | 'hash' | 'hashOf'> {
  const hash = new ListHash();
  for (const line of lines) hash.add(line);
  return { lines: hash.count, hash: hash.digests().items, hashOf: 'lines' };
}
