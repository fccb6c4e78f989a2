import { floats, NumberList } from './number-list';

/** The positions of all events in log order; an event's place in the list is its ordinal. */
export class PositionList {
  readonly #positions: NumberList<Float64Array<ArrayBuffer>>;

  /** @param positions in order; the array belongs to the list from then on */
  constructor(positions?: Float64Array<ArrayBuffer>) {
    this.#positions = new NumberList(floats, positions);
  }

  get length(): number {
    return this.#positions.length;
  }

  push(position: number): number {
    return this.#positions.push(position);
  }

  /** Infinity beyond the end. */
  at(ordinal: number): number {
    return ordinal < this.length ? this.#positions.at(ordinal) : Infinity;
  }

  get last(): number | undefined {
    return this.length === 0 ? undefined : this.at(this.length - 1);
  }

  /** Ordinal of the first event at or behind the position; `length` if there is none. */
  search(position: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** As they are now; later events do not show in it. */
  view(): Float64Array<ArrayBuffer> {
    return this.#positions.view();
  }
}
