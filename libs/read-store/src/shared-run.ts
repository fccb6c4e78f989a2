/**
 * Does one thing for everybody who asks before it begins. Who asks while it is being done gets the next time,
 * and waits for no later one, however many go on asking.
 */
export class SharedRun {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  /** @throws what the work threw */
  run(): Promise<void> {
    if (!this.running) return this.begin();
    const begin = (): Promise<void> => this.begin();
    this.next ??= this.running.then(begin, begin);
    return this.next;
  }

  private begin(): Promise<void> {
    this.next = undefined;
    const running = this.work().finally(() => {
      if (this.running === running && !this.next) this.running = undefined;
    });
    this.running = running;
    return running;
  }
}
