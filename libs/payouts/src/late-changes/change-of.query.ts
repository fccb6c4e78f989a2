import { Injectable } from '@nestjs/common';
import { toJson, type MoneyJson } from '@accord/kernel';
import { payeeOf } from '@accord/incentives';
import { amountOf } from '@accord/platform';
import { accountId } from '../account/account-id';
import type { ChangedFigure, Place } from '../account/late-change';
import type { Payee } from '../account/payee';
import type { SeenChange } from '../acknowledge-change/acknowledge-change.handler';
import { expenseOf } from '../statement/expense-of';
import { LateChangesQuery } from './late-changes.query';

/** Whose line it is, its change as it is now, and the figure that somebody has seen of it. */
export interface SeenNow {
  readonly payee: Payee;
  /** Null: late facts change nothing there now. */
  readonly change: ChangedFigure | null;
  readonly seen: MoneyJson;
  /** The line's rule, and what it is booked against. */
  readonly place: Place;
}

/** Finds the late change that a decision is about. */
@Injectable()
export class ChangeOf {
  constructor(private readonly changes: LateChangesQuery) {}

  /** @returns undefined where the period is not closed, or no rule has given the line */
  async seen({ book, quarter, lineId, amount }: SeenChange): Promise<SeenNow | undefined> {
    const found = await this.changes.of(book, quarter);
    const line = found?.lineOf(lineId);
    if (!found || !line) return undefined;
    const [partnerId, { currency }] = [payeeOf(line), line.amount];
    const id = accountId(found.entity, partnerId, currency);
    const one = found.changes.find((change) => change.lineId === lineId);
    return {
      payee: { accountId: id, partnerId, book, currency },
      change: one ? { lineId, quarter: one.quarter, was: one.was, is: one.is } : null,
      seen: toJson(amountOf(amount, currency, 'amount')),
      place: [line.rule, expenseOf(line)],
    };
  }
}
