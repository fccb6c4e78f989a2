import type { PartnerEvent, PartnerKind } from '../partner.events';

/** A partner as lists show it: what holds now, by the order in which it was recorded. */
export interface PartnerRow {
  readonly partner_id: string;
  readonly program_id: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly country: string;
  readonly track: string;
  readonly good_standing: boolean;
  readonly designations: readonly string[];
  readonly agreements: readonly AgreementEntry[];
  readonly territories: readonly string[];
  readonly exhibits: readonly string[];
}

interface AgreementEntry {
  readonly agreementId: string;
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
      good_standing: true,
      designations: [],
      agreements: [],
      territories: [],
      exhibits: [],
    };
  }
  if (!row) throw new Error(`${event.type} before the partner was enrolled`);
  switch (event.type) {
    case 'AgreementSigned': {
      const { agreementId, territories, exhibits } = event.data;
      return withAgreements(row, [...row.agreements, { agreementId, territories, exhibits }]);
    }
    case 'AgreementEnded':
      return withAgreements(
        row,
        row.agreements.filter(({ agreementId }) => agreementId !== event.data.agreementId),
      );
    case 'TrackSet':
      return { ...row, track: event.data.track };
    case 'DesignationGranted':
      return { ...row, designations: [...new Set([...row.designations, event.data.designation])] };
    case 'DesignationRemoved':
      return {
        ...row,
        designations: row.designations.filter((name) => name !== event.data.designation),
      };
    case 'StandingSet':
      return { ...row, good_standing: event.data.good };
    case 'CredentialRecorded':
    case 'TaxFormRecorded':
      return row;
  }
}

const withAgreements = (row: PartnerRow, agreements: readonly AgreementEntry[]): PartnerRow => ({
  ...row,
  agreements,
  territories: [...new Set(agreements.flatMap(({ territories }) => territories))],
  exhibits: [...new Set(agreements.flatMap(({ exhibits }) => exhibits))],
});
