import { Ledger } from './ledger';
import { tortureRound } from './round';

const SEED = Number(process.env['TORTURE_SEED'] ?? Date.now() % 1_000_000);

describe('An event store that is killed ten times under sixteen writers', () => {
  it('loses nothing, repeats nothing, and serves each subscriber each event once, in order', async () => {
    process.stdout.write(`torture seed ${SEED}\n`);
    const result = await tortureRound({
      seed: SEED,
      kills: 10,
      writers: 16,
      onProgress: () => undefined,
    });
    expect({ seed: SEED, faults: result.faults }).toEqual({ seed: SEED, faults: [] });
    expect(result.acknowledged).toBeGreaterThan(10);
    expect(result.resumed).toBeGreaterThanOrEqual(10);
  });
});

describe('The ledger', () => {
  const at = (position: number, id: string, revision: number, stream = 's') => ({
    id,
    stream,
    revision: BigInt(revision),
    position: BigInt(position),
  });
  const LOG = [at(32, 'a', 0), at(64, 'b', 1), at(96, 'c', 0, 't')];

  function told(): Ledger {
    const ledger = new Ledger();
    ledger.acknowledge(['a', 'b'], at(64, 'b', 1));
    ledger.acknowledge(['c'], at(96, 'c', 0, 't'));
    ledger.refuse(['d']);
    return ledger;
  }

  it('is content with a log that holds what was told', () => {
    const ledger = told();
    ledger.compare(LOG, ledger.acknowledgedSoFar());
    ledger.compare(LOG, ledger.acknowledgedSoFar());
    ledger.compareExactly();
    ledger.compareSubscriber('one', ['a', 'b', 'c']);
    expect(ledger.faults).toEqual([]);
  });

  it.each([
    ['a missing event', LOG.slice(0, 2), 'c of t is missing'],
    ['an event twice', [...LOG, at(128, 'a', 2)], 'a is in the log twice'],
    ['a refused event', [...LOG, at(128, 'd', 2)], 'refused event d'],
    ['an event that nobody heard of', [...LOG, at(128, 'x', 2)], 'x is in the log, but was not'],
    ['another position', [at(32, 'a', 0), at(65, 'b', 1), at(96, 'c', 0, 't')], 'position was 64'],
    ['another revision', [at(32, 'a', 0), at(64, 'b', 2), at(96, 'c', 0, 't')], 'revision was 1'],
    ['another order', [LOG[0], LOG[2], LOG[1]].flatMap((e) => e ?? []), 'position 64 follows 96'],
  ])('notices %s', (_, log, fault) => {
    const ledger = told();
    ledger.compare(log, ledger.acknowledgedSoFar());
    ledger.compareExactly();
    expect(ledger.faults.join('\n')).toContain(fault);
  });

  it('notices what moved between two looks, though nobody was told of it', () => {
    const ledger = new Ledger();
    ledger.compare(LOG, new Set());
    ledger.compare([at(32, 'b', 0), at(64, 'a', 1), at(96, 'c', 0, 't')], new Set());
    expect(ledger.faults.join('\n')).toContain('position was 32 and is 64');
  });

  it.each([
    ['one event less', ['a', 'b']],
    ['one event twice', ['a', 'b', 'b', 'c']],
    ['another order', ['b', 'a', 'c']],
  ])('notices a subscriber that was given %s', (_, ids) => {
    const ledger = told();
    ledger.compare(LOG, ledger.acknowledgedSoFar());
    ledger.compareSubscriber('one', ids);
    expect(ledger.faults).not.toEqual([]);
  });
});
