import { eventCatalog, type IsoDate } from '@accord/kernel';

/** Storage contracts: add, never rename. */
export type EvidenceEvent = {
  /** A partner's document lies in the vault. The log holds its hash and nothing of what it says. */
  readonly type: 'EvidenceStored';
  readonly data: {
    readonly partnerId: string;
    /** Of the document's bytes, lower-case hex: its name. */
    readonly sha256: string;
    readonly mediaType: string;
    /** Length in bytes. */
    readonly size: number;
    readonly storedOn: IsoDate;
  };
};

/** One stream for each document of a partner: `evidence-<partnerId>.<sha256>`. */
export const evidenceEvents = eventCatalog<EvidenceEvent>('evidence', {
  EvidenceStored: { version: 1 },
});
