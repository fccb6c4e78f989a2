import { setImmediate } from 'node:timers/promises';
import { batches } from './batches';

async function* numbers(count: number): AsyncGenerator<number, void, undefined> {
  for (let i = 0; i < count; i++) yield i;
}

async function gather<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

describe('batches', () => {
  it('are full while there is more at hand, in order, with the rest last', async () => {
    expect(await gather(batches(numbers(7), 3))).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  });

  it('do not wait for records that have not come', async () => {
    async function* oneThenSilence(): AsyncGenerator<string, void, undefined> {
      yield 'first';
      await new Promise(() => undefined);
    }
    const { value } = await batches(oneThenSilence(), 3).next();
    expect(value).toEqual(['first']);
  });

  it('pass on what the source throws, behind the records before it', async () => {
    async function* broken(): AsyncGenerator<string, void, undefined> {
      yield 'first';
      throw new Error('broken');
    }
    const all = batches(broken(), 1);
    expect((await all.next()).value).toEqual(['first']);
    await expect(all.next()).rejects.toThrow('broken');
  });

  it('are read on, within bounds, while the consumer works', async () => {
    let read = 0;
    async function* counted(): AsyncGenerator<number, void, undefined> {
      for (; read < 100;) yield read++;
    }
    const all = batches(counted(), 5);
    expect((await all.next()).value).toEqual([0, 1, 2, 3, 4]);
    while (read < 15) await setImmediate();
    await setImmediate();
    expect(read).toBe(15);
    expect((await all.next()).value).toEqual([5, 6, 7, 8, 9]);
  });

  it('let a consumer go that leaves while the source is silent', async () => {
    async function* oneThenSilence(): AsyncGenerator<string, void, undefined> {
      yield 'first';
      await new Promise(() => undefined);
    }
    for await (const batch of batches(oneThenSilence(), 3)) {
      expect(batch).toEqual(['first']);
      break;
    }
  });
});
