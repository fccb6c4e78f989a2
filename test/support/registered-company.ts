/** A Legal Entity Identifier (ISO 17442) with valid check digits (ISO 7064 mod 97-10). */
export function lei(serial: number): string {
  const body = `529900${String(serial).padStart(12, '0')}`;
  const checked = String(98n - (BigInt(`${body}00`) % 97n)).padStart(2, '0');
  return body + checked;
}

const SPELLINGS = 6;

/**
 * Six ways in which partners describe one company, in a ring: neighbours have one register number in
 * common, and others nothing. So similarity is not transitive, and no one key names the company.
 */
export const ringOf = (company: number): { readonly name: string; readonly leis: string[] }[] =>
  Array.from({ length: SPELLINGS }, (_, i) => ({
    name: `${WORDS[i]} ${company} ${WORDS[(company + i) % WORDS.length]}`,
    leis: [i, (i + 1) % SPELLINGS].map((edge) => lei(company * SPELLINGS + edge)),
  }));

const WORDS = ['Quarz', 'Fjordlys', 'Belmonte', 'Okavango', 'Drachenfels', 'Yukon', 'Tramontana'];
