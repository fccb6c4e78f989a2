import { formatAmount } from '@accord/kernel';
import { dueOn, ruleOf } from '../statement/statement-line';
import { lineBody } from '../statement/line.response';
import type { SetAside } from './set-aside';

/** What of a line a run does not pay, and why. */
export class SetAsideBody {
  accountId: string;
  partnerId: string;
  lineId: string;
  rule: string;
  why: 'held' | 'waiting' | 'excluded' | 'carried' | 'rejected';
  /** What is not paid, of a rejected change what it would take back as well; of what is excluded nothing. */
  amount: string;
  currency: string;
  /** In words: why it is held, what it waits for, why it comes to nothing, what it is less than. */
  reason: string;
  /** Of what is held by a hold, else null. */
  holdId: string | null;
  /** Of what waits for a day that is known, else null. */
  dueOn: string | null;
}

export function setAsideBody({ accountId, partnerId, why, amount, line }: SetAside): SetAsideBody {
  return {
    accountId,
    partnerId,
    lineId: line.lineId,
    rule: ruleOf(line.basis),
    why,
    amount: formatAmount(amount),
    currency: amount.currency,
    reason: reasonOf({ why, line }),
    holdId: why === 'held' ? (line.aside?.hold?.holdId ?? null) : null,
    dueOn: why === 'waiting' ? dueOn(line.basis) : null,
  };
}

function reasonOf({ why, line }: Pick<SetAside, 'why' | 'line'>): string {
  const { zeroReason, awaits, derivation } = lineBody(line);
  switch (why) {
    case 'held':
      return line.aside?.hold?.reason ?? 'It was held and is released';
    case 'waiting': {
      const day = dueOn(line.basis);
      if (day !== null) return `Due on ${day}`;
      return awaits === null ? 'Its day is not known yet' : `Waits for ${awaits}`;
    }
    case 'rejected':
      return line.rejected?.reason ?? derivation;
    case 'excluded':
    case 'carried':
      return zeroReason ?? derivation;
  }
}
