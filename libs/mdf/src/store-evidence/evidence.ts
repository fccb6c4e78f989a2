import type { StreamType } from '@accord/kernel';
import { evidenceEvents, type EvidenceEvent } from './evidence.events';

/** A partner's document, by the hash of its bytes. */
export type Evidence =
  | { readonly status: 'unknown' }
  | { readonly status: 'stored'; readonly mediaType: string; readonly size: number };

export const evidenceId = (partnerId: string, sha256: string): string => `${partnerId}.${sha256}`;

export const evidence: StreamType<Evidence, EvidenceEvent> = {
  catalog: evidenceEvents,
  initial: { status: 'unknown' },
  evolve(_state, { data: { mediaType, size } }) {
    return { status: 'stored', mediaType, size };
  },
};
