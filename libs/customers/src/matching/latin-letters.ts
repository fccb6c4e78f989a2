import anyAscii from 'any-ascii';

/** Umlauts as Germans, Danes, Norwegians and Swedes write them out where they have no key for them. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  å: 'aa',
  ø: 'oe',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  Å: 'Aa',
  Ø: 'Oe',
};
const UMLAUT = /[äöüåøÄÖÜÅØ]/g;
const ASCII = /^\p{ASCII}*$/u;

/**
 * A name in Latin letters without accents, whatever its script.
 * @returns one text, or two where umlauts may be dropped or written out: "Muller", "Mueller"
 */
export function inLatinLetters(text: string): string[] {
  if (ASCII.test(text)) return [text];
  const composed = text.normalize('NFKC');
  if (ASCII.test(composed)) return [composed];
  const dropped = anyAscii(composed);
  if (composed.search(UMLAUT) < 0) return [dropped];
  return [dropped, anyAscii(composed.replace(UMLAUT, (letter) => SPELLED_OUT[letter] ?? letter))];
}
