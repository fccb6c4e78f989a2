import { z } from 'zod';
import type { WorkCalendar } from '@accord/kernel';
import { date, name } from './scalars';
import { coversTerritory, placesOf, type Territories } from './territories';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, HH:MM');

/** When a region works. */
const calendar = z.strictObject({
  timeZone: z.string().min(1),
  hours: z.strictObject({ opens: time, closes: time }).nullable(),
  holidays: z.array(date),
});

/** Regions' calendars by name, and which territory lives by which. */
export const calendars = z.record(name, calendar);
export const territoryCalendars = z.record(name, name);

interface Calendars extends Territories {
  readonly timeZone: string;
  readonly holidays: WorkCalendar['holidays'];
  readonly calendars?: z.infer<typeof calendars> | undefined;
  readonly territoryCalendars?: z.infer<typeof territoryCalendars> | undefined;
}

/**
 * @param named calendar that the clock names; absent: the territory's
 * @returns the calendar; the program's own time zone and holidays where no other is meant
 */
export function calendarOf(rules: Calendars, territory: string, named?: string): WorkCalendar {
  const key = named ?? keyFor(rules, territory);
  const found = key === undefined ? undefined : own(rules.calendars, key);
  return found ?? { timeZone: rules.timeZone, holidays: rules.holidays, hours: null };
}

/** Its own, else that of the smallest territory that it lies in; of equal ones the first in the document. */
function keyFor(rules: Calendars, territory: string): string | undefined {
  const exact = own(rules.territoryCalendars, territory);
  if (exact !== undefined) return exact;
  return Object.entries(rules.territoryCalendars ?? {})
    .filter(([whole]) => coversTerritory(rules, [whole], territory))
    .toSorted(([a], [b]) => placesOf(rules, a).size - placesOf(rules, b).size)[0]?.[1];
}

const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;
