import {
  add,
  currency as currencyOf,
  fromJson,
  logPosition,
  toJson,
  zero,
  type IsoDate,
  type Money,
  type MoneyJson,
} from '@accord/kernel';
import { draftHash, rootHash, type Draft, type HashedDraft } from '../statement/draft';

/** What the statements of a proposal come to, draft by draft: none of them is kept. */
export class ProposalSum {
  private readonly drafts: HashedDraft[] = [];
  private lineCount = 0;
  private sum: Money;

  constructor(currency: string) {
    this.sum = zero(currencyOf(currency));
  }

  /** @returns the draft's hash */
  add(draft: Draft): string {
    const hash = draftHash(draft);
    this.drafts.push({ accountId: draft.accountId, hash });
    for (const { lines } of draft.pages) {
      this.lineCount += lines.length;
      for (const { amount } of lines) this.sum = add(this.sum, fromJson(amount));
    }
    return hash;
  }

  get statements(): number {
    return this.drafts.length;
  }

  get lines(): number {
    return this.lineCount;
  }

  get total(): MoneyJson {
    return toJson(this.sum);
  }

  root({ position, payOn }: { readonly position: string; readonly payOn: IsoDate }): string {
    return rootHash({ position: logPosition(position), payOn }, this.drafts);
  }
}
