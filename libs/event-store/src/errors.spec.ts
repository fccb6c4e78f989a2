import {
  MaxAppendSizeExceededError,
  StreamDeletedError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { classify, StoreUnavailable } from './errors';

describe('a failure of the client', () => {
  it('is a conflict when the version was wrong', () => {
    const details = { streamName: 's', expected: 1n, current: 2n };
    expect(classify(new WrongExpectedVersionError(undefined, details)).kind).toBe('wrong-version');
  });

  it.each([
    ['a deleted stream', new StreamDeletedError(undefined, 's')],
    ['too large an append', new MaxAppendSizeExceededError(undefined, 1_048_576)],
  ])('is final for %s', (_name, error) => {
    expect(classify(error)).toEqual({ kind: 'refused', error });
  });

  it.each([
    ['a raw gRPC error of code 14', Object.assign(new Error('14 UNAVAILABLE'), { code: 14 })],
    ['the class for it', new UnavailableError()],
    ['a broken connection, told as unknown', new UnknownError()],
    ['no answer in time', new StoreUnavailable('no answer within 10 ms')],
  ])('leaves the outcome open for %s', (_name, error) => {
    expect(classify(error)).toEqual({ kind: 'unknown-outcome', error });
  });

  it('is an error even when something else was thrown', () => {
    expect(classify('broken')).toEqual({ kind: 'unknown-outcome', error: new Error('broken') });
  });
});
