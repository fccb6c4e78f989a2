import { LRUCache } from 'lru-cache';
import type { Member } from './members';

/** Members in all lists that are kept; of a longer list that one alone is. */
const MOST = 50_000;

/**
 * Lists of members that were asked for lately, so that all pages of one are cut from one reckoning. What was
 * known at a position never changes, so that nothing kept is ever out of date.
 */
export class KeptMembers {
  private readonly lists: LRUCache<string, readonly Member[]>;
  private readonly underWay = new Map<string, Promise<readonly Member[] | undefined>>();

  /** @param most members in all */
  constructor(most = MOST) {
    const sizeCalculation = ({ length }: readonly Member[]): number =>
      Math.min(Math.max(1, length), most);
    this.lists = new LRUCache({ maxSize: most, sizeCalculation });
  }

  /**
   * @param key names the list and the position that it was known at
   * @param reckon asked where nothing is kept and nobody else reckons it
   * @throws whatever `reckon` does, and keeps nothing then
   */
  async of(
    key: string,
    reckon: () => Promise<readonly Member[] | undefined>,
  ): Promise<readonly Member[] | undefined> {
    return this.lists.get(key) ?? this.underWay.get(key) ?? this.begin(key, reckon);
  }

  private async begin(
    key: string,
    reckon: () => Promise<readonly Member[] | undefined>,
  ): Promise<readonly Member[] | undefined> {
    const begun = reckon();
    this.underWay.set(key, begun);
    try {
      const list = await begun;
      if (list) this.lists.set(key, list);
      return list;
    } finally {
      this.underWay.delete(key);
    }
  }
}
