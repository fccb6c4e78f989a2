import {
  currency as currencyOf,
  formatAmount,
  isCurrency,
  parseAmount,
  zero,
} from '@accord/kernel';
import { KINDS, type Finding, type FindingKind } from './finding';

/** How many findings of a kind there are, and what each side says they come to. */
export interface Total {
  readonly kind: FindingKind;
  readonly currency: string;
  readonly count: number;
  readonly ledger: string;
  readonly other: string;
}

/** @returns totals by kind and currency, without those that there are none of */
export function totalsOf(findings: readonly Finding[]): Total[] {
  const currencies = [...new Set(findings.map(({ currency }) => currency))].toSorted();
  return KINDS.flatMap((kind) =>
    currencies.flatMap((currency): Total[] => {
      const own = findings.filter((one) => one.kind === kind && one.currency === currency);
      if (own.length === 0) return [];
      const ledger = sumOf(
        own.map((one) => one.ledger),
        currency,
      );
      const other = sumOf(
        own.map((one) => one.other),
        currency,
      );
      return [{ kind, currency, count: own.length, ledger, other }];
    }),
  );
}

/** What cannot be added up, for it is in another currency or none, is left to its finding. */
function sumOf(texts: readonly (string | null)[], code: string): string {
  if (!isCurrency(code)) return '';
  const unit = currencyOf(code);
  const amounts = texts.flatMap((text) =>
    text !== null && /^\d+(\.\d+)?$/.test(text) ? [parseAmount(text, unit).minor] : [],
  );
  return formatAmount({ ...zero(unit), minor: amounts.reduce((so, one) => so + one, 0n) });
}

/** Everything that differs, then the totals; for people. */
export function textOf(findings: readonly Finding[], other: string): string {
  const named = (kind: FindingKind): string => kind.replace('other', other);
  const differing = findings
    .filter(({ kind }) => kind !== 'matched')
    .map(({ kind, what, currency, ledger, other: there, note }) => {
      const amounts = [ledger && `${ledger} in the ledger`, there && `${there} in the ${other}`];
      const parts = [...amounts, note].filter((part) => part !== null && part !== '');
      return `${named(kind)}  ${what}  ${currency}  ${parts.join(', ')}\n`;
    });
  const totals = totalsOf(findings).map(
    (total) =>
      `${named(total.kind)}: ${total.count}, ${total.currency} ${total.ledger} in the ledger, ${total.other} in the ${other}\n`,
  );
  return [...differing, ...totals].join('') || 'Neither side says anything.\n';
}

/** The same for programs. */
export const jsonOf = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ totals: totalsOf(findings), findings }, null, 2)}\n`;

/** Whether both sides say the same. */
export const isReconciled = (findings: readonly Finding[]): boolean =>
  findings.every(({ kind }) => kind === 'matched');
