import type { Logger } from '@accord/platform';
import { repeatedly } from './repeatedly';

/** Long work of one kind that somebody asked for, and that goes on where it was cut off. */
export interface LongWork<T> {
  /** In words of the log, for example `bulk tasks`. */
  readonly name: string;
  readonly lookEveryMs: number;
  open(): Promise<readonly T[]>;
  /** Ends early when the signal says so. */
  work(one: T, signal: AbortSignal): Promise<void>;
}

/** Works off what is open, one after another, and looks again. */
export class OpenWork<T> {
  constructor(
    private readonly long: LongWork<T>,
    private readonly logger: Logger,
    private readonly signal: AbortSignal,
  ) {}

  run(): Promise<void> {
    const { name, lookEveryMs } = this.long;
    return repeatedly(
      lookEveryMs,
      this.signal,
      () => this.workOff(),
      (error) => this.logger.error({ err: error }, `${name} cannot be read; trying again`),
    );
  }

  /** What fails is tried again with the next look, and holds up no other. */
  private async workOff(): Promise<void> {
    for (const one of await this.long.open()) {
      try {
        await this.long.work(one, this.signal);
      } catch (error) {
        const what = `one of the ${this.long.name} failed and is tried again`;
        this.logger.error({ err: error, one }, what);
      }
      if (this.signal.aborted) return;
    }
  }
}
