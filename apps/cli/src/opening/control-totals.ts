import { currency, formatAmount, parseAmount, subtract, sum } from '@accord/kernel';
import type { OpeningFiles } from './opening-files';
import { PARTS, PART_NAMES } from './opening-parts';

/** @returns every difference between what the rows add up to and what the old books say */
export function controlFaults({ manifest, rows }: OpeningFiles): string[] {
  const unit = currency(manifest.currency);
  return PART_NAMES.flatMap((part) => {
    const stated = manifest.controls[part];
    if (!stated) return [];
    const own = rows.filter((row) => row.part === part);
    const fault = (name: string, is: string, should: string, off: string): string =>
      `controls.${part}.${name}: the rows come to ${is}, the control total is ${should}: ${off} off`;
    const faults = PARTS[part].amounts.flatMap((name) => {
      const total = sum(
        own.map(({ cells }) => parseAmount(cells[name] ?? '', unit)),
        unit,
      );
      const { [name]: text = '' }: Readonly<Record<string, unknown>> = stated;
      const should = parseAmount(String(text), unit);
      const off = subtract(total, should);
      return off.minor === 0n
        ? []
        : [fault(name, formatAmount(total), formatAmount(should), formatAmount(off))];
    });
    const { count } = stated;
    if (count === own.length) return faults;
    return [...faults, fault('count', `${own.length}`, `${count}`, `${own.length - count}`)];
  });
}
