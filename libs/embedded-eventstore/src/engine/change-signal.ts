/** Wakes whoever waits for new events. */
export class ChangeSignal {
  #waiting: (() => void)[] = [];

  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Resolves at the next `notify`, or when the caller gives up. */
  async next(aborted: AbortSignal): Promise<void> {
    if (aborted.aborted) return;
    let wake = (): void => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    this.#waiting.push(wake);
    aborted.addEventListener('abort', wake, { once: true });
    await woken;
    aborted.removeEventListener('abort', wake);
  }
}
