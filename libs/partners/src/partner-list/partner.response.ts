import type { PartnerRow } from './partner-row';

/** A partner as it stands now. */
export class PartnerResponse {
  partnerId: string;
  programId: string;
  name: string;
  kind: string;
  country: string;
  track: string;
  /** As recorded last; it may hold from a later day on. */
  goodStanding: boolean;
  designations: string[];
  territories: string[];
  exhibits: string[];
}

export const toPartner = ({ partner_id, program_id, ...row }: PartnerRow): PartnerResponse => ({
  partnerId: partner_id,
  programId: program_id,
  name: row.name,
  kind: row.kind,
  country: row.country,
  track: row.track,
  goodStanding: row.good_standing,
  designations: [...row.designations],
  territories: [...row.territories],
  exhibits: [...row.exhibits],
});
