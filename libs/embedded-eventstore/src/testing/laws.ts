/** Something that must be true of every event store, told as a sentence. */
export interface Law {
  readonly name: string;
  /** Rejects where the law is broken. */
  check(): Promise<void>;
}

export const law = (name: string, check: () => Promise<void>): Law => ({ name, check });
