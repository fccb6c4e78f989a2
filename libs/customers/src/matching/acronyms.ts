import type { NameReading } from './company-name';

/**
 * Whether a first word is the initials of the other name: "APNIC", "Asia Pacific Network Information
 * Centre". Initials are met by chance the more often the fewer they are.
 */
export function acronymLevel(
  short: NameReading,
  long: NameReading,
): { level: string; bits: number } | undefined {
  const word = short.words[0] ?? '';
  if (word.length < 3 || word.length > 8 || long.words.length < 2) return undefined;
  const initials = [long.fullInitials, long.words.map((one) => one[0] ?? '').join('')];
  if (short.words.length === 1 && initials.includes(word)) {
    return { level: 'acronym', bits: word.length === 3 ? 9 : 12 };
  }
  if (!initials.some((letters) => letters.startsWith(word))) return undefined;
  return { level: 'acronym-in-front', bits: word.length === 3 ? 5 : 10 };
}
