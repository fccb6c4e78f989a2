/** Whom sales prefers for an opportunity. */
export class PreferredPartnerBody {
  programId: string;
  /** `<source>/<ref>`. */
  opportunity: string;
  /** Null: nobody is preferred. */
  partnerId: string | null;
}
