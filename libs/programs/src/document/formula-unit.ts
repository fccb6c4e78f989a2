import { isCount, type Formula } from './formula';

/** What the value of a formula counts. */
export type FormulaUnit = 'money' | 'number' | 'growth';

/**
 * The unit of a formula's value.
 * @param fault gets every place where units do not fit, by its path below `path`
 */
export function unitOf(
  formula: Formula,
  path: string,
  fault: (path: string, message: string) => void,
): FormulaUnit {
  const unit = (inner: Formula, at: string): FormulaUnit => unitOf(inner, `${path}.${at}`, fault);
  const expect = (wanted: FormulaUnit, found: FormulaUnit, at: string): void => {
    if (found !== wanted) fault(`${path}.${at}`, `expected ${wanted} here, got ${found}`);
  };
  switch (formula.op) {
    case 'input':
      return isCount(formula.fact) ? 'number' : 'money';
    case 'amount':
      return 'money';
    case 'number':
      return 'number';
    case 'sum':
    case 'greatest':
    case 'least': {
      const [first = 'money', ...others] = formula.of.map((one, i) => unit(one, `of.${i}`));
      others.forEach((other, i) => expect(first, other, `of.${i + 1}`));
      return first;
    }
    case 'difference': {
      const of = unit(formula.of, 'of');
      expect(of, unit(formula.less, 'less'), 'less');
      return of;
    }
    case 'percent':
      return unit(formula.of, 'of');
    case 'perUnit':
      expect('number', unit(formula.of, 'of'), 'of');
      return 'money';
    case 'growth': {
      const of = unit(formula.of, 'of');
      expect(of, unit(formula.over, 'over'), 'over');
      return 'growth';
    }
    case 'tiers': {
      const of = unit(formula.of, 'of');
      if (formula.by) unit(formula.by, 'by');
      formula.tiers.rows.forEach(({ rate, perUnit }, i) => {
        if (rate !== undefined) expect('money', of, `tiers.rows.${i}.rate`);
        if (perUnit !== undefined) expect('number', of, `tiers.rows.${i}.perUnit`);
      });
      return 'money';
    }
  }
}
