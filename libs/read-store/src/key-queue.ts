/**
 * Callers of one process that want a key in common take turns, in the order in which they came;
 * others go side by side. A caller takes all of its places at once, so that nobody waits in a circle.
 */
export class KeyQueue {
  private readonly last = new Map<bigint, Promise<void>>();

  /** @returns what ends the caller's turn; undefined when it did not come within `limitMs` */
  async turn(keys: readonly bigint[], limitMs: number): Promise<(() => void) | undefined> {
    const before = Promise.all(keys.map((key) => this.last.get(key) ?? Promise.resolve()));
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    for (const key of keys) this.last.set(key, ended);
    const leave = (): void => {
      end();
      for (const key of keys) if (this.last.get(key) === ended) this.last.delete(key);
    };
    if (await inTime(before, limitMs)) return leave;
    // Who comes next waits for those before, not for one that has gone.
    void before.then(leave);
    return undefined;
  }
}

async function inTime(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((late) => {
    timer = setTimeout(() => late(false), limitMs);
  });
  try {
    return await Promise.race([work.then(() => true), limit]);
  } finally {
    clearTimeout(timer);
  }
}
