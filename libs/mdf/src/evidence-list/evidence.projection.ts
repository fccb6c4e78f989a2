import { keyedView } from '@accord/read-store';
import { evidenceEvents, type EvidenceEvent } from '../store-evidence/evidence.events';

/** A partner's document as lists show it. */
export interface EvidenceRow {
  readonly partner_id: string;
  readonly sha256: string;
  /** Log position at which it was stored. */
  readonly position: bigint;
  readonly media_type: string;
  readonly size: number;
  readonly stored_on: string;
}

export const evidenceProjection = keyedView<EvidenceRow, EvidenceEvent>({
  name: 'mdf_evidence',
  version: 1,
  table: 'mdf_evidence',
  columns: {
    partner_id: 'text not null',
    sha256: 'text not null',
    position: 'bigint not null',
    media_type: 'text not null',
    size: 'integer not null',
    stored_on: 'date not null',
  },
  key: ['partner_id', 'sha256'],
  indexes: [['partner_id', 'position']],
  events: [evidenceEvents],
  keysOf: ({ data: { partnerId, sha256 } }) => [[partnerId, sha256]],
  fold: (_row, { data, position }) => ({
    partner_id: data.partnerId,
    sha256: data.sha256,
    position,
    media_type: data.mediaType,
    size: data.size,
    stored_on: data.storedOn,
  }),
});
