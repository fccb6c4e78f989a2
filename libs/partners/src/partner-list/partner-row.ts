import type { PartnerEvent, PartnerKind } from '../partner.events';

/** A partner as lists show it: what holds now, by the order in which it was recorded. */
export interface PartnerRow {
  readonly partner_id: string;
  readonly program_id: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly country: string;
  readonly track: string;
  readonly designations: readonly string[];
  readonly territories: readonly string[];
  readonly exhibits: readonly string[];
}

/** Folds one event into the row; null never: a partner is not removed. */
export function foldPartner(row: PartnerRow | undefined, event: PartnerEvent): PartnerRow | null {
  if (event.type === 'PartnerEnrolled') {
    const { partnerId, programId, name, kind, country, track } = event.data;
    return {
      partner_id: partnerId,
      program_id: programId,
      name,
      kind,
      country,
      track,
      designations: [],
      territories: [],
      exhibits: [],
    };
  }
  if (!row) throw new Error(`${event.type} before the partner was enrolled`);
  switch (event.type) {
    case 'AgreementSigned':
      return {
        ...row,
        territories: [...new Set([...row.territories, ...event.data.territories])],
        exhibits: [...new Set([...row.exhibits, ...event.data.exhibits])],
      };
    case 'TrackSet':
      return { ...row, track: event.data.track };
    case 'DesignationGranted':
      return { ...row, designations: [...new Set([...row.designations, event.data.designation])] };
    case 'DesignationRemoved':
      return {
        ...row,
        designations: row.designations.filter((name) => name !== event.data.designation),
      };
    case 'CredentialRecorded':
      return row;
  }
}
