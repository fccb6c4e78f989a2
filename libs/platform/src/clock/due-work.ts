import type { IsoDate } from '@accord/kernel';

/** Something whose day has come. */
export interface DueItem {
  readonly kind: string;
  readonly subject: string;
  readonly dueOn: string;
}

/** Work that a context does on a date. Its table says what is due; doing it removes the row. */
export interface DueWork {
  /** The view that holds the table. */
  readonly view: string;
  /** Everything due on or before the day and not done, the earliest first. */
  due(through: IsoDate): Promise<DueItem[]>;
  /** Whose business date says whether the day of an item has come; undefined where it is gone. */
  programOf(item: DueItem): Promise<string | undefined>;
  /** Does one item. Repeating it changes nothing. */
  work(item: DueItem, today: IsoDate): Promise<void>;
}
