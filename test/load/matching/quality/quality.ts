import { resolve } from 'node:path';
import type { Figure } from '../../harness/report';
import type { Bench } from '../../harness/suite';
import { bootstrap, type Interval, type Score } from './bootstrap';
import { judge } from './judge';
import type { LabelledSet } from './labelled-set';
import { misspellings } from './misspellings';
import { brandSets, ownBrands, readSets } from './read-sets';

/** How well the matcher tells who is who, on the project's own sample and the sets of a folder. */
export function quality(bench: Bench): Figure[] {
  const own = ownBrands(resolve(bench.distribution, '..'));
  const sets = [
    misspellings('own sample, misspelt by chance', own, bench.seed),
    ...brandSets('own sample', own),
    ...(bench.sets === undefined ? [] : readSets(bench.sets)),
  ];
  return sets.map((set) => {
    bench.signal.throwIfAborted();
    bench.progress(`scoring ${set.name}`);
    return figureOf(set, bench.seed);
  });
}

function figureOf(set: LabelledSet, seed: number): Figure {
  const score = bootstrap(judge(set), seed);
  const targets = kinds.flatMap((kind) => {
    const least = set.target[kind];
    return least === undefined ? [] : [{ kind, least, met: score[kind].value >= least }];
  });
  return {
    what: set.name,
    value: kinds.map((kind) => `${kind} ${shown(score[kind])}`).join('  '),
    target: {
      text: targets.map(({ kind, least }) => `${kind} ≥ ${least}`).join(', '),
      met: targets.every(({ met }) => met),
    },
  };
}

const kinds: readonly (keyof Score)[] = ['recall', 'precision', 'f1'];

const shown = ({ value, from, to }: Interval): string =>
  `${value.toFixed(3)} (${from.toFixed(3)} to ${to.toFixed(3)})`;
