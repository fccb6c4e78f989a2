const UNITS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen ' +
  'sixteen seventeen eighteen nineteen'
).split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const VALUES: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...ORDINALS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, i): [string, number] => [word, 20 + 10 * i]),
  ['fourty', 40],
]);
const ROMAN: ReadonlyMap<string, number> = new Map(
  'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv'
    .split(' ')
    .map((word, i): [string, number] => [word, i + 1]),
);
const ORDINAL_DIGITS = /^(\d+)(?:st|nd|rd|th)$/;

/** Numbers in digits: "forty four" is "44", "first" and "1st" are "1", a last "III" is "3". */
export function withDigits(words: readonly string[]): string[] {
  const digits: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const value = VALUES.get(word);
    if (value === undefined) {
      digits.push(ORDINAL_DIGITS.exec(word)?.[1] ?? roman(word, at, words.length) ?? word);
      continue;
    }
    const unit = VALUES.get(words[at + 1] ?? '') ?? digitOf(words[at + 1]);
    if (value >= 20 && unit !== undefined && unit > 0 && unit < 10) {
      digits.push(String(value + unit));
      at += 1;
    } else digits.push(String(value));
  }
  return digits;
}

const digitOf = (word = ''): number | undefined => (/^\d$/.test(word) ? Number(word) : undefined);

/** Roman numbers count behind a name only: "Fund II", not "III" alone; of single letters a last I. */
const roman = (word: string, at: number, length: number): string | undefined =>
  at > 0 && (word.length > 1 || (word === 'i' && at === length - 1))
    ? ROMAN.get(word)?.toString()
    : undefined;
