import type { Problem } from './api.generated';

/** What a call gives: the body, or why there is none. */
export interface Answered<Body> {
  readonly data?: Body | undefined;
  readonly error?: Problem | undefined;
  readonly response: Response;
}

/** A fault or refusal where an answer was needed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly problem: Problem) {
    super(messageOf(problem));
  }
}

const MOST_OF_PAGE = 200;

/** Everything that is wrong, in one line. */
export const messageOf = ({ title, errors = [] }: Problem): string =>
  [title, ...errors.map(({ message }) => message)].join('; ');

/** @returns the body of an answer that must be one @throws Refused */
export async function answered<Body>(call: Promise<Answered<Body>>): Promise<Body> {
  const { data, error, response } = await call;
  if (error !== undefined) throw new Refused(error);
  if (data === undefined) throw new Error(`${response.url}: ${response.status} without a body`);
  return data;
}

/**
 * Every row of a list.
 * @param page calls for the page at a cursor, the first one without
 * @throws Refused
 */
export async function everyItem<Item>(
  page: (at: {
    readonly limit: number;
    readonly cursor?: string;
  }) => Promise<Answered<{ readonly items: readonly Item[]; readonly next: string | null }>>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null | undefined; next !== null;) {
    const found = await answered(
      page({ limit: MOST_OF_PAGE, ...(next !== undefined && { cursor: next }) }),
    );
    items.push(...found.items);
    next = found.next;
  }
  return items;
}
