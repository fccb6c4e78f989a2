import type { IsoDate } from '@accord/kernel';

/** Something that is not there yet. */
export interface Missing {
  readonly what: 'people' | 'registrations';
  /** How many more. */
  readonly count: number;
  /** Last day on which they help; null where no day is set. */
  readonly by: IsoDate | null;
  readonly text: string;
}

const byText = (by: IsoDate | null): string => (by === null ? '' : ` by ${by}`);

export const missingPeople = (count: number, credential: string, by: IsoDate | null): Missing => ({
  what: 'people',
  count,
  by,
  text: `${count} more ${count === 1 ? 'person' : 'people'} with ${credential}${byText(by)}`,
});

export const missingRegistrations = (
  count: number,
  types: readonly string[],
  by: IsoDate | null,
): Missing => ({
  what: 'registrations',
  count,
  by,
  text: `${count} more approved ${count === 1 ? 'registration' : 'registrations'} of ${types.join(' or ')}${byText(by)}`,
});
