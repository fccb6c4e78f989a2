import { getEventListeners } from 'node:events';
import { logPosition } from '@accord/kernel';
import type { LogRecord } from '@accord/event-store';
import { createLogger, type Reactor } from '@accord/platform';
import { ForeignCheckpoint } from '@accord/read-store';
import { ReactorLoop } from './reactor-loop';

const reactor: Reactor = {
  name: 'release-grant',
  handles: () => false,
  react: () => Promise.reject(new Error('It handles nothing')),
};
const record = (position: bigint): LogRecord => ({
  position: logPosition(position),
  eventId: String(position),
  event: undefined,
});

/** A loop over a log that grows when it is told to. */
function follow(signal: AbortSignal) {
  let grow: (position: bigint) => void = () => undefined;
  const next = () => new Promise<bigint>((resolve) => (grow = resolve));
  async function* log(): AsyncGenerator<readonly LogRecord[], void, undefined> {
    for (let position = next(); ; position = next()) yield [record(await position)];
  }
  const loop = new ReactorLoop(
    reactor,
    { idAt: () => Promise.resolve(undefined) },
    { follow: log },
    { reactors: { of: () => Promise.resolve(undefined), move: () => Promise.resolve() } },
    createLogger('worker', 'silent'),
    signal,
  );
  void loop.run();
  return { loop, grow: (position: bigint) => setImmediate(() => grow(position)) };
}

describe('Whoever waits for a reactor', () => {
  const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

  it('is told when it has come so far, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    const { loop, grow } = follow(signal);
    const waits = [1n, 2n, 3n].map((position) => loop.waitFor(logPosition(position), 60_000));
    grow(3n);
    expect(await Promise.all(waits)).toEqual([true, true, true]);
    expect(await loop.waitFor(logPosition(2n), 60_000)).toBe(true);
    expect(listeners(signal)).toBe(0);
  });

  it('is told when the time is over, or the process stops', async () => {
    const stop = new AbortController();
    const { loop } = follow(stop.signal);
    expect(await loop.waitFor(logPosition(1n), 1)).toBe(false);
    const waiting = loop.waitFor(logPosition(1n), 60_000);
    stop.abort();
    expect(await waiting).toBe(true);
    expect(listeners(stop.signal)).toBe(0);
  });
});

async function* nothing(): AsyncGenerator<readonly LogRecord[], void, undefined> {}

describe('A reactor that starts again', () => {
  const lastEvent = { position: logPosition(10n), id: 'its-event' };
  const checkpoint = { position: logPosition(40n), lastEvent };
  const startOn = (log: ReadonlyMap<bigint, string>) => {
    const asked: (bigint | undefined)[] = [];
    const loop = new ReactorLoop(
      reactor,
      { idAt: (position) => Promise.resolve(log.get(position)) },
      {
        follow(after) {
          asked.push(after);
          return nothing();
        },
      },
      { reactors: { of: () => Promise.resolve(checkpoint), move: () => Promise.resolve() } },
      createLogger('worker', 'silent'),
      new AbortController().signal,
    );
    return { run: () => loop.run(), asked };
  };

  it('goes on after the last event of Accord’s, whatever the server has removed since', async () => {
    const { run, asked } = startOn(new Map([[10n, 'its-event']]));
    await run();
    expect(asked).toEqual([10n]);
  });

  it('refuses a log that does not hold that event', async () => {
    const { run, asked } = startOn(new Map([[40n, 'a record at its position']]));
    await expect(run()).rejects.toThrow(ForeignCheckpoint);
    expect(asked).toEqual([]);
  });
});
