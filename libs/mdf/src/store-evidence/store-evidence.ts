import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { Evidence } from './evidence';
import type { EvidenceEvent } from './evidence.events';

export interface StoreEvidence {
  readonly partnerId: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly size: number;
  readonly storedOn: IsoDate;
}

/** Notes a document whose bytes lie in the vault. One that the partner has sent before changes nothing. */
export function storeEvidence(
  state: Evidence,
  document: StoreEvidence,
  { enrolled }: { readonly enrolled: boolean },
): Decision<EvidenceEvent> {
  if (!enrolled) return rejected('partner-unknown', `No partner "${document.partnerId}"`);
  if (state.status === 'stored') return accepted();
  return accepted({ type: 'EvidenceStored', data: document });
}
