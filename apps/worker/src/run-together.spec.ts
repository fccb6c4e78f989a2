import { once } from 'node:events';
import { runTogether } from './run-together';

describe('Loops that run together', () => {
  const untilAborted = (signal: AbortSignal, ended: string[], name: string) => ({
    async run(): Promise<void> {
      if (!signal.aborted) await once(signal, 'abort');
      ended.push(name);
    },
  });

  it('end when one of them fails, and fail with what it failed with', async () => {
    const [ending, ended]: [AbortController, string[]] = [new AbortController(), []];
    const failing = { run: () => Promise.reject(new Error('another log')) };
    const afterwards = {
      async run(): Promise<void> {
        await once(ending.signal, 'abort');
        throw new Error('cut off');
      },
    };
    const [first, last] = [
      untilAborted(ending.signal, ended, 'a'),
      untilAborted(ending.signal, ended, 'b'),
    ];

    const all = runTogether([first, afterwards, failing, last], () => ending.abort());

    await expect(all).rejects.toThrow('another log');
    expect(ended.toSorted()).toEqual(['a', 'b']);
  });

  it('end without a word when all were asked to', async () => {
    const [ending, ended]: [AbortController, string[]] = [new AbortController(), []];
    const all = runTogether([untilAborted(ending.signal, ended, 'a')], () => ending.abort());
    ending.abort();
    await all;
    expect(ended).toEqual(['a']);
  });
});
