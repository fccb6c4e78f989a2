/** Where a server said that an event is. */
export interface Place {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
}

/** An event as it was read from the log. */
export interface Read extends Place {
  readonly id: string;
}

/** What writers were told, and what the log held when it was read: the two must agree for ever. */
export class Ledger {
  /** Where the last event of each acknowledged append was said to be, and which events those are. */
  readonly #acknowledged = new Map<
    string,
    { readonly place: Place; readonly ids: readonly string[] }
  >();
  readonly #refused = new Set<string>();
  readonly #seen = new Map<string, Place>();
  readonly faults: string[] = [];
  #log: readonly Read[] = [];

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  /** What the log held when it was read last, in order. */
  get log(): readonly Read[] {
    return this.#log;
  }

  /** @param place of the last of them */
  acknowledge(ids: readonly string[], place: Place): void {
    this.#acknowledged.set(ids[0] ?? '', { place, ids });
  }

  refuse(ids: readonly string[]): void {
    for (const id of ids) this.#refused.add(id);
  }

  fault(text: string): void {
    this.faults.push(text);
  }

  /** The appends that were acknowledged so far, to be compared with a log that is read after now. */
  acknowledgedSoFar(): ReadonlySet<string> {
    return new Set(this.#acknowledged.keys());
  }

  /**
   * Compares the whole log with everything that was said and read before.
   * @param due the appends that must be in it
   */
  compare(log: readonly Read[], due: ReadonlySet<string>): void {
    const places = new Map<string, Read>();
    let before = -1n;
    for (const event of log) {
      if (places.has(event.id)) this.fault(`event ${event.id} is in the log twice`);
      if (event.position <= before) this.fault(`position ${event.position} follows ${before}`);
      if (this.#refused.has(event.id)) this.fault(`refused event ${event.id} is in the log`);
      before = event.position;
      places.set(event.id, event);
    }
    for (const [id, place] of this.#seen) this.#mustBe(id, place, places.get(id));
    for (const first of due) {
      const append = this.#acknowledged.get(first);
      if (!append) continue;
      const { place, ids } = append;
      for (const [n, id] of ids.entries()) {
        const found = places.get(id);
        const revision = place.revision - BigInt(ids.length - 1 - n);
        const isLast = n === ids.length - 1;
        const position = isLast ? place.position : (found?.position ?? 0n);
        this.#mustBe(id, { stream: place.stream, revision, position }, found);
      }
    }
    this.#mustBeDense(log);
    for (const [id, place] of places) this.#seen.set(id, place);
    this.#log = log;
  }

  /** At the end nothing may be in the log that nobody was told of. */
  compareExactly(): void {
    const told = new Set([...this.#acknowledged.values()].flatMap(({ ids }) => ids));
    for (const { id } of this.#log) {
      if (!told.has(id)) this.fault(`event ${id} is in the log, but was not acknowledged`);
    }
    if (told.size !== this.#log.length) {
      this.fault(`${told.size} events acknowledged, ${this.#log.length} stored`);
    }
  }

  /** @param ids what a subscriber was given, in order */
  compareSubscriber(name: string, ids: readonly string[]): void {
    const wrong = this.#log.findIndex(({ id }, n) => ids[n] !== id);
    if (wrong >= 0) this.fault(`${name}: event ${wrong} should be ${this.#log[wrong]?.id}`);
    if (ids.length !== this.#log.length) {
      this.fault(`${name} was given ${ids.length} events of ${this.#log.length}`);
    }
  }

  #mustBe(id: string, said: Place, found: Place | undefined): void {
    if (!found) return this.fault(`event ${id} of ${said.stream} is missing`);
    for (const key of ['stream', 'revision', 'position'] as const) {
      if (said[key] !== found[key]) {
        this.fault(`event ${id}: ${key} was ${said[key]} and is ${found[key]}`);
      }
    }
  }

  #mustBeDense(log: readonly Read[]): void {
    const next = new Map<string, bigint>();
    for (const { stream, revision } of log) {
      const expected = next.get(stream) ?? 0n;
      if (revision !== expected) this.fault(`${stream}: revision ${revision}, not ${expected}`);
      next.set(stream, revision + 1n);
    }
  }
}
