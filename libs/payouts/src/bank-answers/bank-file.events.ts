import { eventCatalog, type IsoDate } from '@accord/kernel';

/** A line that is about no payment of any run. */
export interface UnknownReference {
  /** Counts the lines of the file, from 1. */
  readonly line: number;
  /** What the bank calls it: an end-to-end or a message id. */
  readonly id: string;
}

/** Storage contracts: add, never rename. */
export type BankFileEvent = {
  /** After every run that it is about has recorded its answers. */
  readonly type: 'BankFileReceived';
  readonly data: {
    /** Of the file, which lies in the vault. */
    readonly sha256: string;
    readonly format: string;
    readonly receivedOn: IsoDate;
    readonly lines: number;
    /** Runs that have lines in it. */
    readonly payoutIds: readonly string[];
    readonly unknown: readonly UnknownReference[];
  };
};

/** One stream for each file: `bankfile-<sha256>`. */
export const bankFileEvents = eventCatalog<BankFileEvent>('bankfile', {
  BankFileReceived: { version: 1 },
});
