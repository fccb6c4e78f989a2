interface Rules<T> {
  /** Keys that are worked on at once. */
  readonly atOnce: number;
  /** With so many items not done, adding waits. */
  readonly limit: number;
  keyOf(item: T): string;
  /** Must not throw. */
  work(item: T): Promise<void>;
}

/** Works on items as they come: those with the same key one after another in their order, others side by side. */
export class Lanes<T> {
  private readonly queues = new Map<string, T[]>();
  private readonly idle: string[] = [];
  private busy = 0;
  private size = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly rules: Rules<T>) {}

  /** Resolves once fewer than the limit are not done. */
  async add(items: readonly T[]): Promise<void> {
    for (const item of items) {
      const key = this.rules.keyOf(item);
      const queue = this.queues.get(key);
      if (queue) queue.push(item);
      else {
        this.queues.set(key, [item]);
        this.idle.push(key);
      }
      this.size++;
    }
    this.fill();
    while (this.size >= this.rules.limit) await this.oneDone();
  }

  /** Resolves once everything that was added is done. */
  async done(): Promise<void> {
    while (this.size > 0) await this.oneDone();
  }

  private fill(): void {
    while (this.busy < this.rules.atOnce) {
      const key = this.idle.shift();
      if (key === undefined) return;
      this.busy++;
      void this.empty(key);
    }
  }

  private async empty(key: string): Promise<void> {
    const queue = this.queues.get(key) ?? [];
    for (let [item] = queue; item !== undefined; [item] = queue) {
      await this.rules.work(item);
      queue.shift();
      this.size--;
      for (const wake of this.waiting) wake();
      this.waiting.clear();
    }
    this.queues.delete(key);
    this.busy--;
    this.fill();
  }

  private oneDone(): Promise<void> {
    return new Promise((wake) => void this.waiting.add(wake));
  }
}
