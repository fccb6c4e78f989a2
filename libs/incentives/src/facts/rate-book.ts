import type { IsoDate } from '@accord/kernel';
import type { Publication } from '@accord/rates';

/** Published rates, the latest word for each day. */
export class RateBook {
  private readonly bySource = new Map<string, Map<IsoDate, Publication>>();

  constructor(publications: Iterable<Publication> = []) {
    for (const publication of publications) this.add(publication);
  }

  /** In the order of the log: a correction takes the place of what it corrects. */
  add(publication: Publication): void {
    const { source, publishedOn } = publication;
    const known = this.bySource.get(source) ?? new Map<IsoDate, Publication>();
    this.bySource.set(source, known.set(publishedOn, publication));
  }

  /** @returns what the source published last on or before the day */
  on(source: string, day: IsoDate): Publication | undefined {
    let last: Publication | undefined;
    for (const [publishedOn, publication] of this.bySource.get(source) ?? []) {
      if (publishedOn <= day && (!last || publishedOn > last.publishedOn)) last = publication;
    }
    return last;
  }
}
