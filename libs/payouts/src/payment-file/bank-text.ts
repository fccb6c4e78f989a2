import anyAscii from 'any-ascii';

/** What stands where there is nothing that could be written. */
const NOTHING = 'NOTPROVIDED';

/**
 * Text in the characters that every bank takes: Latin letters, digits, blank and `/-?:().,'+`, without
 * a slash at either end and without two in a row (EPC217-08, §6.2). Other letters are transliterated.
 * @param max characters
 */
export function bankText(text: string, max: number): string {
  const written = anyAscii(text)
    .replaceAll('&', '+')
    .replaceAll(/[^A-Za-z0-9/?:().,'+ -]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .replaceAll(/\/{2,}/g, '/')
    .slice(0, max + 2)
    .replaceAll(/^[ /]+/g, '')
    .slice(0, max)
    .replaceAll(/[ /]+$/g, '');
  return written === '' ? NOTHING : written;
}
