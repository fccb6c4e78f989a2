/** What a JSON value holds by name; nothing where it is no object. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** A row of an answer; absent cells are empty. */
export const cell = (row: Readonly<Record<string, unknown>>, name: string): string => {
  const value = row[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** Adds decimal texts with two places. */
export function sumOf(amounts: readonly string[]): string {
  const minor = amounts.reduce((so, text) => so + BigInt(text.replace('.', '')), 0n);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `5750.00` as `5,750.00`. */
export const grouped = (amount: string): string =>
  amount.replace(/\B(?=(\d{3})+(?!\d))/g, (_match, _group, at: number, text: string) =>
    at < text.indexOf('.') ? ',' : '',
  );

export const heading = (text: string): string => `\n${text}\n${'─'.repeat(text.length)}`;
