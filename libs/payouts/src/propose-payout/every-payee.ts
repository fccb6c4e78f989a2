/** A payee and what is known of it. */
export type OfPayee<T> = readonly [payee: string, known: readonly T[]];

/**
 * Also those who have an account and earned nothing: something of what it says may be gone.
 * @param earnings ordered by payee
 * @param known payees with an account
 * @param after payees behind this one only
 * @returns ordered by payee
 */
export async function* everyPayee<T>(
  earnings: AsyncIterable<OfPayee<T>>,
  known: readonly string[],
  after: string,
): AsyncGenerator<OfPayee<T>, void, undefined> {
  const rest = known.filter((payee) => payee > after).toSorted(byCode);
  let next = 0;
  for await (const earning of earnings) {
    const [payee] = earning;
    for (let other = rest[next]; other !== undefined && other < payee; other = rest[++next]) {
      yield [other, []];
    }
    if (rest[next] === payee) next += 1;
    if (payee > after) yield earning;
  }
  for (const payee of rest.slice(next)) yield [payee, []];
}

const byCode = (a: string, b: string): number => (a < b ? -1 : 1);
