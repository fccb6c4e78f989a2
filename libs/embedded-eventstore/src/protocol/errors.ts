import { Metadata, status } from '@grpc/grpc-js';
import type { ExpectedRevision } from '../engine/event';
import type { Refusal } from '../engine/writer';

/** An error in the form that grpc-js sends and EventStoreDB's clients understand. */
export class CallError extends Error {
  readonly metadata = new Metadata();
  readonly details: string;

  constructor(
    readonly code: status,
    details: string,
    trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
    // Half a character, say of a text cut short, cannot be sent.
    this.details = details.toWellFormed();
    for (const [name, value] of Object.entries(trailers)) this.metadata.set(name, printable(value));
  }
}

/** Trailers carry printable ASCII only; anything else is percent-encoded. */
const printable = (value: string): string =>
  /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value.toWellFormed());

export const streamDeleted = (stream: string): CallError =>
  new CallError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const tooLarge = (limit: number): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

/** The write may still happen. */
export const timedOut = (): CallError => new CallError(status.ABORTED, 'Operation timed out');

export const missingProperty = (property: string): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Required metadata property '${property}' is missing.`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': property,
  });

/** How EventStoreDB writes expected revisions in errors of deletes. */
const EXPECTED_NUMBERS = { 'no-stream': -1, any: -2, 'stream-exists': -4 } as const;

export function refusedDelete(
  stream: string,
  expected: ExpectedRevision,
  refusal: Refusal,
): CallError {
  switch (refusal.kind) {
    case 'stream-deleted':
      return streamDeleted(stream);
    case 'too-large':
      return tooLarge(refusal.limit);
    case 'wrong-version': {
      const number = typeof expected === 'number' ? expected : EXPECTED_NUMBERS[expected];
      return new CallError(
        status.FAILED_PRECONDITION,
        `Delete failed due to WrongExpectedVersion. Stream: ${stream}, ` +
          `Expected version: ${number}, Actual version: ${refusal.current}`,
        {
          exception: 'wrong-expected-version',
          'stream-name': stream,
          'expected-version': String(number),
          'actual-version': String(refusal.current),
        },
      );
    }
  }
}
