import { eventCatalog, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from './document/program-document';

/** Storage contracts: add, never rename. */
export type ProgramEvent = {
  readonly type: 'ProgramVersionPublished';
  readonly data: {
    readonly programId: string;
    /** 1, 2, 3 … in the order published. */
    readonly version: number;
    readonly effectiveFrom: IsoDate;
    /** The whole document: what was decided under it can be decided again. */
    readonly rules: ProgramRules;
    /** SHA-256 of the canonical document. */
    readonly documentHash: string;
  };
};

export const programEvents = eventCatalog<ProgramEvent>('program', {
  ProgramVersionPublished: { version: 1 },
});
