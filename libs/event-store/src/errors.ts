/** The store did not answer, or what it did with a request cannot be known yet. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Other writers kept winning a stream until the deadline had passed. Nothing was changed. */
export class StreamBusy extends Error {
  override readonly name = 'StreamBusy';
  constructor(readonly stream: string) {
    super(
      `"${stream}" is being changed by others; nothing was changed by this command. Try again.`,
    );
  }
}

/** The caller expected another revision of the stream than the current one. */
export class RevisionMismatch extends Error {
  override readonly name = 'RevisionMismatch';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`"${stream}" is at revision ${actual}, not at ${expected}`);
  }
}

/** A command id came back with another body. */
export class CommandKeyReused extends Error {
  override readonly name = 'CommandKeyReused';
  constructor(readonly commandId: string) {
    super('This idempotency key was already used on this resource with another body');
  }
}

/** The event cannot be written: it is no JSON, too large, or has no name. A fault of the program. */
export class UnwritableEvent extends Error {
  override readonly name = 'UnwritableEvent';
}

/** The log holds something that this program cannot read. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

export type Failure =
  | { readonly kind: 'wrong-version' }
  /** The store's own refusal: repeating the request cannot help. */
  | { readonly kind: 'refused'; readonly error: Error }
  /** Done or not done; only the identical request, sent again, can tell. */
  | { readonly kind: 'unknown-outcome'; readonly error: Error };

const REFUSALS = new Set([
  'stream-deleted',
  'maximum-append-size-exceeded',
  'access-denied',
  'invalid-argument',
  'missing-required-metadata-property',
]);

const typeOf = (error: Error): string =>
  'type' in error && typeof error.type === 'string' ? error.type : '';

/**
 * Sorts an error of the client by what a caller can do about it. Classes are not enough: while the
 * server is down most failures are raw gRPC errors, and broken connections surface as any class.
 */
export function classify(thrown: unknown): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const type = typeOf(error);
  if (type === 'wrong-expected-version') return { kind: 'wrong-version' };
  if (REFUSALS.has(type)) return { kind: 'refused', error };
  return { kind: 'unknown-outcome', error };
}

export const isNotFound = (thrown: unknown): boolean =>
  thrown instanceof Error && typeOf(thrown) === 'stream-not-found';
