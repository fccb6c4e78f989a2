import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { fold } from '@accord/kernel';
import { fund } from './fund';
import { commands, type ModelFunds, type RealFunds } from './spec-support/fund-commands';
import { FundModel } from './spec-support/fund-model';
import { FundStory, rulesOf } from './spec-support/fund-story';

const rules = rulesOf(
  readFileSync(join(__dirname, '../../../samples/gitlab/program.yaml'), 'utf8'),
);

const openFund = (name: string): FundStory => {
  const story = new FundStory(rules, name);
  story.open();
  return story;
};

function play(sequence: Iterable<fc.Command<ModelFunds, RealFunds>>): RealFunds {
  const real = { a: openFund('a'), b: openFund('b') };
  const model = { a: new FundModel(), b: new FundModel(), filled: 0n, inTransit: new Map() };
  for (const name of ['a', 'b'] as const) {
    real[name].allocate('6000.00');
    model[name].available += 600_000n;
    model.filled += 600_000n;
  }
  fc.modelRun(() => ({ model, real }), sequence);
  return real;
}

describe('Two funds, whatever is done to them in whatever order,', () => {
  // A failure prints its seed and path, which `fc.assert` takes to play it again.
  it('hold after every step what plain piles of money hold, and pay no claim twice', () => {
    fc.assert(
      fc.property(commands(100), (sequence) => {
        const { a, b } = play(sequence);
        for (const { events, state } of [a, b]) expect(fold(fund, events)).toEqual(state);
      }),
      { numRuns: 30 },
    );
  });

  it('meet every posting rule in such runs', () => {
    const met = new Set<string>();
    for (const sequence of fc.sample(commands(100), { seed: 1, numRuns: 60 })) {
      const { a, b } = play(sequence);
      for (const { data } of [...a.events, ...b.events]) {
        if ('posting' in data) met.add(data.posting.rule);
      }
    }
    expect([...met].toSorted().join(' ')).toBe('M1 M10 M2 M3 M4 M5 M6 M7 M8 M9');
  });
});
