import { SharedRun } from './shared-run';

describe('What is done for everybody who asks', () => {
  it('ends for each with the run that begins after it has asked, though others go on asking', async () => {
    const ends: (() => void)[] = [];
    const shared = new SharedRun(() => new Promise<void>((end) => void ends.push(end)));
    const told: string[] = [];
    const ask = (name: string): Promise<void> => shared.run().then(() => void told.push(name));
    const end = async (run: number): Promise<void> => {
      ends[run]?.();
      await new Promise((resolve) => void setImmediate(resolve));
    };

    const asked = [ask('first'), ask('during the first'), ask('too')];
    expect(ends).toHaveLength(1);
    await end(0);
    expect([told, ends.length]).toEqual([['first'], 2]);
    asked.push(ask('during the second'));
    await end(1);
    expect([told, ends.length]).toEqual([['first', 'during the first', 'too'], 3]);
    await end(2);
    await Promise.all(asked);
    expect(ends).toHaveLength(3);
    const later = ask('later');
    expect(ends).toHaveLength(4);
    await end(3);
    await later;
  });

  it('fails for those whom a run served, and is done for the next', async () => {
    let runs = 0;
    const shared = new SharedRun(() =>
      ++runs === 1 ? Promise.reject(new Error('away')) : Promise.resolve(),
    );
    const first = shared.run();
    const second = shared.run();
    await expect(first).rejects.toThrow('away');
    await second;
    await shared.run();
    expect(runs).toBe(3);
  });
});
