import { withCredential, type PartnerEvent } from '@accord/partners';
import type { HeldCredential, DesignationChange } from './designation-facts';

/** What of a partner bears on designations. */
export interface StandingsRow {
  readonly partner_id: string;
  readonly program_id: string;
  readonly credentials: readonly HeldCredential[];
  /** Each grant and removal, in the order recorded. */
  readonly changes: readonly (DesignationChange & { readonly designation: string })[];
}

export function foldStandings(
  row: StandingsRow | undefined,
  event: PartnerEvent,
): StandingsRow | null {
  if (event.type === 'PartnerEnrolled') {
    const { partnerId: partner_id, programId: program_id } = event.data;
    return { partner_id, program_id, credentials: [], changes: [] };
  }
  if (!row) throw new Error(`${event.type} before the partner was enrolled`);
  switch (event.type) {
    case 'CredentialRecorded':
      return { ...row, credentials: withCredential(row.credentials, event.data) };
    case 'DesignationGranted':
    case 'DesignationRemoved': {
      const { designation, effectiveFrom: from } = event.data;
      const held = event.type === 'DesignationGranted';
      return { ...row, changes: [...row.changes, { designation, held, from }] };
    }
    case 'AgreementSigned':
    case 'AgreementEnded':
    case 'TrackSet':
    case 'StandingSet':
    case 'TaxFormRecorded':
      return row;
  }
}
