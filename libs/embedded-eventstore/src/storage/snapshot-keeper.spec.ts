import { SnapshotKeeper } from './snapshot-keeper';

describe('The keeper of the index snapshot', () => {
  it('has one written at a time, also when it hears of the last sync while it finishes', async () => {
    let writing = 0;
    const seen: number[] = [];
    const write = async (): Promise<number> => {
      seen.push(++writing);
      await new Promise(setImmediate);
      writing--;
      return 100;
    };
    const keeper = new SnapshotKeeper(0, write, (text) => expect(text).toBe('nothing to say'), 10);
    const finished = keeper.finish(100);
    await Promise.resolve();
    keeper.grown(100);
    await finished;
    expect(seen).toEqual([1]);
  });
});
