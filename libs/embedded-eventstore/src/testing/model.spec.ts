import fc from 'fast-check';
import { EngineUnderModel } from './engine-under-model';
import { Model } from './model';
import { agreeThroughout, commands } from './model-commands';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe('the engine against a much simpler model', () => {
  it(`agrees with it whatever is done (SEED=${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(commands(60), (sequence) =>
        agreeThroughout(sequence, { model: new Model(), positions: [] }, new EngineUnderModel()),
      ),
      { seed, numRuns: 100 },
    );
  });
});
