import { messageOf } from './message-of';

describe('The message of an error', () => {
  it('is its own', () => {
    expect(messageOf(new Error('No such deal'))).toBe('No such deal');
    expect(messageOf('gone')).toBe('gone');
  });

  it.each([
    [new Error('connect ECONNREFUSED 127.0.0.1:3000'), 'connect ECONNREFUSED 127.0.0.1:3000'],
    // Of a name with several addresses there is a code alone.
    [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  ])('says of a connection that failed why, and what to look at: %s', (cause, why) => {
    expect(messageOf(new TypeError('fetch failed', { cause }))).toBe(
      `Accord's API cannot be reached: ${why}. Is it running there? ` +
        '--url names its address, --data its directory',
    );
  });
});
