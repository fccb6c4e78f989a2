import { currency as currencyOf, formatAmount, money } from '@accord/kernel';
import type { WhatIfLineRow, WhatIfPartnerRow, WhatIfRow } from '@accord/read-store';
import type { EarningLine } from '../earning-line';
import { EarningBody, earningBody } from '../earnings/earning.response';
import { seenWhole } from '../earnings/seen-line';
import { questionIn } from './question';

/** What is earned in one currency now, and under the changed rules. */
export class WhatIfSumBody {
  currency: string;
  current: string;
  changed: string;
  /** Changed less current. */
  difference: string;
}

/** How far a trial of changed rules has come. */
export class WhatIfBody {
  id: string;
  status: 'open' | 'done' | 'failed';
  programId: string;
  reach: 'its-time' | 'all-history';
  from: string | null;
  through: string | null;
  /** Partners that it covers; null until it has begun. */
  partners: number | null;
  partnersDone: number;
  /** Of the log, that all figures reflect; null until it is done. */
  logPosition: string | null;
  error: string | null;
  totals: WhatIfSumBody[];
}

export class WhatIfPartnerBody extends WhatIfSumBody {
  partnerId: string;
  linesChanged: number;
}

/** A line as it is and as it would be; null where there is none. */
export class WhatIfLineBody {
  lineId: string;
  partnerId: string;
  current: EarningBody | null;
  changed: EarningBody | null;
}

interface Sum {
  readonly currency: string;
  readonly current: bigint;
  readonly changed: bigint;
}

function sumBody({ currency, current, changed }: Sum): WhatIfSumBody {
  const text = (minor: bigint): string => formatAmount(money(minor, currencyOf(currency)));
  return {
    currency,
    current: text(current),
    changed: text(changed),
    difference: text(changed - current),
  };
}

export function whatIfBody(row: WhatIfRow, totals: readonly Sum[]): WhatIfBody {
  const { reach, from, through } = questionIn(row.question);
  return {
    id: row.id,
    status: row.status,
    programId: row.program_id,
    reach,
    from,
    through,
    partners: row.partners,
    partnersDone: row.partners_done,
    logPosition: row.position === null ? null : String(row.position),
    error: row.error,
    totals: totals.map(sumBody),
  };
}

export const partnerBody = (row: WhatIfPartnerRow): WhatIfPartnerBody => ({
  partnerId: row.partner_id,
  ...sumBody({
    currency: row.currency,
    current: BigInt(row.current_minor),
    changed: BigInt(row.changed_minor),
  }),
  linesChanged: row.lines_changed,
});

export const lineBody = (row: WhatIfLineRow<EarningLine>): WhatIfLineBody => ({
  lineId: row.line_id,
  partnerId: row.partner_id,
  current: row.current && earningBody(seenWhole(row.current)),
  changed: row.changed && earningBody(seenWhole(row.changed)),
});
