import fc from 'fast-check';
import { firstBroken } from './caught';
import { engineMutants, knownFaults } from './engine-mutants';
import type { Law } from './laws';
import { withMutant } from './mutated-modules';

/** The engine's laws and its comparison with the model, over the engine as it is loaded now. */
function lawsOfEngine(): readonly Law[] {
  const { writeLaws } = jest.requireActual<typeof import('./write-laws')>('./write-laws');
  const { readLaws } = jest.requireActual<typeof import('./read-laws')>('./read-laws');
  const { agreeThroughout, commands } =
    jest.requireActual<typeof import('./model-commands')>('./model-commands');
  const { EngineUnderModel } =
    jest.requireActual<typeof import('./engine-under-model')>('./engine-under-model');
  const { Model } = jest.requireActual<typeof import('./model')>('./model');
  const agreement = fc.asyncProperty(commands(40), (sequence) =>
    agreeThroughout(sequence, { model: new Model(), positions: [] }, new EngineUnderModel()),
  );
  const model: Law = {
    name: 'the engine agrees with the model',
    check: () => fc.assert(agreement, { seed: 1, numRuns: 60, endOnFailure: true }),
  };
  return [...writeLaws, ...readLaws, model];
}

describe('a fault put into the engine', () => {
  it('is none: the laws hold, in time', async () => {
    const unchanged = {
      name: 'none',
      file: 'engine/engine.ts',
      find: 'createEngine',
      replace: 'createEngine',
    };
    expect(await firstBroken(withMutant(unchanged, lawsOfEngine), 30_000)).toBeUndefined();
  });

  it.each([...knownFaults, ...engineMutants])('is noticed: $name', async (mutant) => {
    expect(await firstBroken(withMutant(mutant, lawsOfEngine), 1_000)).toEqual(expect.any(String));
  });

  it('cannot be put in where the source has moved on', () => {
    const gone = { name: 'gone', file: 'engine/engine.ts', find: 'no such line', replace: '' };
    expect(() => withMutant(gone, lawsOfEngine)).toThrow('found 0 times in engine/engine.ts');
  });
});
