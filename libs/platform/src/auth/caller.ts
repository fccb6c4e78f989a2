import type { Role } from '@accord/kernel';

/** Who is calling, as proven by an API key. */
export interface Caller {
  readonly principalId: string;
  readonly roles: readonly Role[];
  /** The partner whose data alone the caller may see; null for everybody who is no partner. */
  readonly partnerId: string | null;
}

/** Whether this caller may see or touch what belongs to the partner. */
export const maySee = (caller: Caller, partnerId: string): boolean =>
  caller.partnerId === null || caller.partnerId === partnerId;
