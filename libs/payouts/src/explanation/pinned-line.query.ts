import { Injectable } from '@nestjs/common';
import { logPosition, type LogPosition } from '@accord/kernel';
import type { EarningLine } from '@accord/incentives';
import type { Caller } from '@accord/platform';
import type { StatementRow } from '../statement-list/statement-row';
import { StatementsQuery } from '../statement-list/statements.query';
import { GONE, type StatementLine } from '../statement/statement-line';

/** What a rule reckoned, and the log position through which facts were in. */
export interface Pinned {
  readonly line: EarningLine;
  readonly position: LogPosition;
}

/** Finds the facts that a line of a statement was reckoned from. */
@Injectable()
export class PinnedLine {
  constructor(private readonly statements: StatementsQuery) {}

  /** @returns undefined for a line that no rule has reckoned */
  async of(
    caller: Caller,
    { row, line }: { readonly row: StatementRow; readonly line: StatementLine },
  ): Promise<Pinned | undefined> {
    const { basis, corrects } = line;
    if (basis.kind !== 'earning') return undefined;
    const { earning } = basis;
    // What the facts do not give any more was reckoned for the statement that said it last.
    const isGone = earning.derivation === GONE && corrects !== null;
    const said = isGone ? await this.statements.issued(caller, corrects) : row;
    return said && { line: earning, position: logPosition(said.facts_through) };
  }
}
