/** The positions of all events in log order; an event's place in the list is its ordinal. */
export class PositionList {
  #positions = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(position: number): number {
    if (this.#length === this.#positions.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#positions);
      this.#positions = larger;
    }
    this.#positions[this.#length] = position;
    return this.#length++;
  }

  /** Infinity beyond the end. */
  at(ordinal: number): number {
    return ordinal < this.#length ? (this.#positions[ordinal] ?? Infinity) : Infinity;
  }

  get last(): number | undefined {
    return this.#length === 0 ? undefined : this.#positions[this.#length - 1];
  }

  /** Ordinal of the first event at or behind the position; `length` if there is none. */
  search(position: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
