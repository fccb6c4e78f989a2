import type { Formula } from './formula';

/** Every node of a formula with its path, the whole first. */
export function nodesOf(formula: Formula, path = ''): [Formula, string][] {
  const inner = (node: Formula | undefined, at: string): [Formula, string][] =>
    node ? nodesOf(node, `${path}.${at}`) : [];
  switch (formula.op) {
    case 'input':
    case 'amount':
    case 'number':
      return [[formula, path]];
    case 'sum':
    case 'greatest':
    case 'least':
      return [[formula, path], ...formula.of.flatMap((one, i) => inner(one, `of.${i}`))];
    case 'difference':
      return [[formula, path], ...inner(formula.of, 'of'), ...inner(formula.less, 'less')];
    case 'percent':
    case 'perUnit':
      return [[formula, path], ...inner(formula.of, 'of')];
    case 'growth':
      return [[formula, path], ...inner(formula.of, 'of'), ...inner(formula.over, 'over')];
    case 'tiers':
      return [[formula, path], ...inner(formula.of, 'of'), ...inner(formula.by, 'by')];
  }
}
