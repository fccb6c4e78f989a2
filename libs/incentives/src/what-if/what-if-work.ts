import { Injectable } from '@nestjs/common';
import { logPosition } from '@accord/kernel';
import { ProgramClock } from '@accord/programs';
import { ReadStore, type WhatIfPart, type WhatIfRow } from '@accord/read-store';
import { questionIn } from './question';
import { partnersOf, shadowOf } from './shadow';
import type { Difference } from './difference';

const VIEWS = ['earnings'];

/** Works trials of changed rules off: partner by partner, on one snapshot of the facts. */
@Injectable()
export class WhatIfWork {
  constructor(
    private readonly store: ReadStore,
    private readonly programs: ProgramClock,
  ) {}

  /** A trial that was cut off begins anew. Ends early when the signal says so. */
  async work({ id, question: stored }: WhatIfRow, signal: AbortSignal): Promise<void> {
    const { whatIfs, views } = this.store;
    const asked = questionIn(stored);
    const question = { ...asked, today: await this.programs.today(asked.rules.program) };
    const { position, stale } = await views.read(VIEWS, async (db) => {
      const groups = await partnersOf(db, question);
      await whatIfs.begin(id, groups.flat().length);
      let done = 0;
      for (const partners of groups) {
        if (signal.aborted) return;
        const difference = await shadowOf(db, partners, question);
        done += partners.length;
        await whatIfs.add(id, partOf(difference, done));
      }
    });
    if (signal.aborted) return;
    const error = stale ? 'The view of earnings does not follow the log' : null;
    await whatIfs.finish(id, logPosition(position), error);
  }
}

const partOf = ({ partners, lines }: Difference, done: number): WhatIfPart => ({
  done,
  partners: partners.map(({ partnerId, currency, current, changed, linesChanged }) => ({
    partner_id: partnerId,
    currency,
    current_minor: current,
    changed_minor: changed,
    lines_changed: linesChanged,
  })),
  lines: lines.map(({ lineId, partnerId, current, changed }) => ({
    line_id: lineId,
    partner_id: partnerId,
    current: current && JSON.stringify(current),
    changed: changed && JSON.stringify(changed),
  })),
});
