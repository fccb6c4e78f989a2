import type { DesignationProgress } from './designation-progress';

/** Something that is not there yet. */
export class MissingBody {
  what: 'people' | 'registrations';
  /** How many more. */
  count: number;
  /** Last day on which they help; null where no day is set. */
  by: string | null;
  /** In words: "2 more people with pse". */
  text: string;
}

/** How far a partner is with a designation. Nothing of it is set by itself. */
export class DesignationBody {
  partnerId: string;
  programId: string;
  designation: string;
  /**
   * Not held: something is missing, the grant is due, or overdue. Held: held, warned as it falls short, or
   * lapsed when the warning is over.
   */
  status: 'missing' | 'due' | 'overdue' | 'held' | 'warned' | 'lapsed';
  /** The day of its grant; null: it is not held. */
  heldSince: string | null;
  /** Since when all that it takes has been there without a break; null: it is not, or it is held. */
  metSince: string | null;
  /** Last day of the vendor for the grant, or of the partner to make up for what is short; else null. */
  dueBy: string | null;
  missing: MissingBody[];
}

export const designationBody = (
  partner: { readonly partnerId: string; readonly programId: string },
  { missing, ...progress }: DesignationProgress,
): DesignationBody => ({
  ...partner,
  ...progress,
  missing: missing.map((one) => ({ ...one })),
});
