import { FixedWindows } from './fixed-windows';

describe('Windows of a rate limit', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-02-01T00:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  const MINUTE = 60_000;
  const blocked = async (windows: FixedWindows, key: string): Promise<[boolean, number]> => {
    const { isBlocked, timeToBlockExpire } = await windows.increment(key, MINUTE, 2);
    return [isBlocked, timeToBlockExpire];
  };

  it('let the limit through and say how long the rest has to wait', async () => {
    const windows = new FixedWindows();
    expect(await blocked(windows, 'acme')).toEqual([false, 0]);
    expect(await blocked(windows, 'acme')).toEqual([false, 0]);
    jest.advanceTimersByTime(20_000);
    expect(await blocked(windows, 'acme')).toEqual([true, 40]);
  });

  it('count each caller for itself', async () => {
    const windows = new FixedWindows();
    await blocked(windows, 'acme');
    await blocked(windows, 'acme');
    expect(await blocked(windows, 'blue')).toEqual([false, 0]);
  });

  it('begin anew when they are over, also for who went on asking', async () => {
    const windows = new FixedWindows();
    for (let i = 0; i < 5; i++) await blocked(windows, 'acme');
    jest.advanceTimersByTime(MINUTE);
    expect(await blocked(windows, 'acme')).toEqual([false, 0]);
  });
});
