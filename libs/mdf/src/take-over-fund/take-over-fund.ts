import {
  MAX_MINOR,
  accepted,
  isBefore,
  plusDays,
  posting,
  rejected,
  toJson,
  type Decision,
  type IsoDate,
  type Money,
} from '@accord/kernel';
import type { Fund } from '../fund';
import type { FundEvent } from '../fund.events';
import { fundRules } from '../fund-rules';
import { openFund, type OpenFund, type OpeningFacts } from '../open-fund/open-fund';

/** Where a fund's money was before. */
export interface OldBalance {
  readonly creditId: string;
  readonly available: Money;
  readonly consumed: Money;
  readonly expired: Money;
  /** Null: as many days as the program gives it. */
  readonly expiresOn: IsoDate | null;
}

/** Opens a fund with what it held before (OB). Accord approved none of it, so no budget is asked. */
export function takeOverFund(
  state: Fund,
  command: OpenFund,
  { creditId, available, consumed, expired, expiresOn }: OldBalance,
  facts: OpeningFacts,
): Decision<FundEvent> {
  const opened = openFund(state, command, facts);
  if (opened.kind === 'rejected') return opened;
  if (available.minor + consumed.minor + expired.minor > MAX_MINOR) {
    return rejected('fund-too-large', `A fund holds at most ${MAX_MINOR} minor units`, 'available');
  }
  const { on, rules } = facts;
  if (expiresOn !== null && isBefore(expiresOn, on)) {
    return rejected('credit-expired', `It would be gone on ${on} already`, 'expiresOn');
  }
  const days = fundRules(rules, 'mdf')?.creditDays;
  return accepted<FundEvent>(...opened.events, {
    type: 'FundTakenOver',
    data: {
      creditId,
      amount: toJson(available),
      expiresOn: expiresOn ?? (days === undefined ? null : plusDays(on, days)),
      consumed: toJson(consumed),
      expired: toJson(expired),
      opening: true,
      posting: posting(
        'OB',
        { debit: 'B20', credit: 'B10', amount: available },
        { debit: 'B60', credit: 'B10', amount: consumed },
        { debit: 'B70', credit: 'B10', amount: expired },
      ),
    },
  });
}
