import type { Middleware } from 'openapi-fetch';

const POSITION = 'accord-position';
/** Reads that name the state they want themselves. */
const NAMED = ['minPosition', 'asOf', 'after'];

/** Callers of one session read what any of them has written, at whichever process they ask. */
export class Session {
  private written = 0n;

  /** @param position log position, as replies to commands name it */
  saw(position: string): void {
    const seen = BigInt(position);
    if (seen > this.written) this.written = seen;
  }

  /** The address of a read, with the position that its answer must include. */
  reading(address: string): string {
    const url = new URL(address);
    const isNamed = NAMED.some((name) => url.searchParams.has(name));
    if (this.written === 0n || isNamed) return address;
    url.searchParams.set('minPosition', this.written.toString());
    return url.href;
  }
}

export const readsItsWrites = (session: Session): Middleware => ({
  onRequest: ({ request }) =>
    request.method === 'GET' ? new Request(session.reading(request.url), request) : undefined,
  onResponse({ request, response }) {
    const position = response.headers.get(POSITION);
    if (request.method === 'POST' && response.ok && position !== null) session.saw(position);
  },
});
