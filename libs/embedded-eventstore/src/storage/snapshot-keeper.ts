/** Snapshots cost a tenth of what they cover, so that ever larger steps keep the sum linear. */
const FIRST_STEP = 64 * 1024 * 1024;
const STEP_SHARE = 1 / 16;

/** Decides when the index is worth a new snapshot, and has one written at a time. */
export class SnapshotKeeper {
  #writing: Promise<void> | undefined;

  /**
   * @param covered end of the log that the snapshot on disk covers; 0 if there is none
   * @param write writes a snapshot of the index of now and returns what it covers
   */
  constructor(
    private covered: number,
    private readonly write: () => Promise<number>,
    private readonly warn: (text: string) => void,
    private readonly firstStep = FIRST_STEP,
  ) {}

  /** The log is on disk up to `end`. Returns at once. */
  grown(end: number): void {
    const step = Math.max(this.firstStep, end * STEP_SHARE);
    if (end - this.covered >= step) this.#writing ??= this.#write();
  }

  /** Waits until a snapshot covers everything. */
  async finish(end: number): Promise<void> {
    await this.#writing;
    // What was synced last may be heard of while this one is written.
    if (end > this.covered) await (this.#writing ??= this.#write());
  }

  /** A store works without; opening it takes longer then. */
  async #write(): Promise<void> {
    try {
      this.covered = await this.write();
    } catch (error) {
      this.warn(`the index snapshot could not be written: ${String(error)}`);
    }
    this.#writing = undefined;
  }
}
