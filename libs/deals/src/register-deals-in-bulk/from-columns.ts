/** A field of a registration by its path, and what it is. */
export type Field = readonly [path: string, value: unknown];

/** Cells are text; these fields are not. */
const READ: Readonly<Record<string, (cell: string) => unknown>> = {
  softwareOwnedByPartner: (cell) => (cell === 'true' ? true : cell === 'false' ? false : cell),
  units: (cell) => (/^\d{1,15}$/.test(cell) ? Number(cell) : cell),
  bonuses: (cell) => cell.split(';').map((one) => one.trim()),
};

/**
 * A registration out of a table: columns are its fields, nested ones by a dotted path, parts of lists by
 * their number (`lines.1.family`), `bonuses` parted by semicolons. Empty cells are absent; what is no number
 * or no truth value stays text, so that the registration is refused and says so.
 */
export const fromColumns = (record: Readonly<Record<string, string>>): object =>
  fromFields(
    Object.entries(record)
      .filter(([, cell]) => cell !== '')
      .map(([path, cell]): Field => [path, READ[path]?.(cell) ?? cell]),
  );

/** The same from fields that are read already. Objects whose names are all numbers are lists. */
export function fromFields(fields: readonly Field[]): object {
  const root: Tree = new Map();
  for (const [path, value] of fields) {
    let at = root;
    const names = path.split('.');
    for (const name of names.slice(0, -1)) {
      const inner = at.get(name);
      const next: Tree = inner instanceof Map ? inner : new Map();
      at.set(name, next);
      at = next;
    }
    at.set(names.at(-1) ?? path, value);
  }
  return objectOf(root);
}

type Tree = Map<string, unknown>;

const plain = (value: unknown): unknown => {
  if (!(value instanceof Map)) return value;
  const names = [...value.keys()].map(String);
  const isList = names.every((name) => /^\d{1,4}$/.test(name));
  if (!isList) return objectOf(value);
  return [...value].toSorted(([a], [b]) => Number(a) - Number(b)).map(([, one]) => plain(one));
};

const objectOf = (tree: Tree): object =>
  Object.fromEntries([...tree].map(([name, value]) => [name, plain(value)]));
