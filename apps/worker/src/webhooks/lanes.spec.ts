import fc from 'fast-check';
import { Lanes } from './lanes';

describe('Lanes', () => {
  it('keep the order of each key, work on everything, and on so many keys at once', async () => {
    const item = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), n: fc.nat() });
    const portions = fc.array(fc.array(item));
    await fc.assert(
      fc.asyncProperty(portions, fc.integer({ min: 1, max: 4 }), async (some, atOnce) => {
        const items = some.flat();
        const done: typeof items = [];
        let busy = 0;
        const lanes = new Lanes<(typeof items)[number]>({
          atOnce,
          limit: 5,
          keyOf: ({ key }) => key,
          async work(one) {
            expect(++busy).toBeLessThanOrEqual(atOnce);
            await new Promise(setImmediate);
            busy--;
            done.push(one);
          },
        });
        for (const portion of some) {
          await lanes.add(portion);
        }
        await lanes.done();
        expect(done).toHaveLength(items.length);
        for (const key of new Set(items.map((one) => one.key))) {
          const ofKey = (all: typeof items) => all.filter((one) => one.key === key);
          expect(ofKey(done)).toEqual(ofKey(items));
        }
      }),
    );
  });

  it('take what comes while one is held up, and then no more than the limit', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const done: string[] = [];
    const lanes = new Lanes<string>({
      atOnce: 2,
      limit: 3,
      keyOf: ([key = '']) => key,
      async work(one) {
        if (one === 'a1') await held;
        done.push(one);
      },
    });
    await lanes.add(['a1']);
    await lanes.add(['b1', 'a2']);
    await lanes.add(['b2']);
    expect(done).toEqual(['b1', 'b2']);

    let added = false;
    const more = lanes.add(['a3']).then(() => (added = true));
    await new Promise(setImmediate);
    expect(added).toBe(false);
    release();
    await more;
    await lanes.done();
    expect(done).toEqual(['b1', 'b2', 'a1', 'a2', 'a3']);
  });
});
