/** Wakes whoever waits for new events. */
export class ChangeSignal {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next `notify`, or when the caller gives up. */
  async next(aborted: AbortSignal): Promise<void> {
    if (aborted.aborted) return;
    let wake = (): void => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    this.#waiting.add(wake);
    aborted.addEventListener('abort', wake, { once: true });
    await woken;
    // Whoever gives up in a quiet store must not stay here until something is written.
    this.#waiting.delete(wake);
    aborted.removeEventListener('abort', wake);
  }
}
