import fc from 'fast-check';
import { KeyQueue } from './key-queue';

const LONG_MS = 60_000;

describe('Callers that queue for keys', () => {
  it('never hold a key at the same time, and all come to their turn, whatever they want', async () => {
    const wanted = fc.uniqueArray(fc.bigInt(0n, 5n), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(wanted, { minLength: 2, maxLength: 20 }),
        fc.scheduler(),
        async (callers, scheduler) => {
          const queue = new KeyQueue();
          const held = new Set<bigint>();
          let done = 0;
          const all = callers.map(async (keys) => {
            const leave = await queue.turn(keys, LONG_MS);
            expect(keys.filter((key) => held.has(key))).toEqual([]);
            for (const key of keys) held.add(key);
            await scheduler.schedule(Promise.resolve());
            for (const key of keys) held.delete(key);
            done += 1;
            leave?.();
          });
          await scheduler.waitFor(Promise.all(all));
          expect(done).toBe(callers.length);
        },
      ),
    );
  });

  it('come in the order in which they asked', async () => {
    const queue = new KeyQueue();
    const order: number[] = [];
    const all = [1, 2, 3].map(async (caller) => {
      const leave = await queue.turn([7n], LONG_MS);
      order.push(caller);
      leave?.();
    });
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3]);
  });

  it('may give up, and those behind still wait for those before', async () => {
    const queue = new KeyQueue();
    const first = await queue.turn([1n], LONG_MS);
    expect(await queue.turn([1n, 2n], 1)).toBeUndefined();
    let third = false;
    const waiting = queue.turn([2n], LONG_MS).then((leave) => {
      third = true;
      return leave;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(third).toBe(false);
    first?.();
    expect(await waiting).toBeDefined();
  });
});
