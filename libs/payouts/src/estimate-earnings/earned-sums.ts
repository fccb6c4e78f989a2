import { add, fromJson, toJson, type Money, type MoneyJson } from '@accord/kernel';
import { payeeOf, type EarningLine } from '@accord/incentives';
import { expenseOf, type Expense } from '../statement/expense-of';

/** What one rule has earned a payee. */
export interface EarnedSum {
  readonly rule: string;
  readonly expense: Expense;
  readonly lines: number;
  readonly earned: MoneyJson;
}

/** What one line gives by the facts: of lines by which a decision is held to them. */
export interface LineFigure {
  readonly lineId: string;
  readonly rule: string;
  readonly expense: Expense;
  readonly earned: MoneyJson;
}

/** What one payee has earned, by rule. */
export interface PayeeSums {
  /** A partner's id, or `person:<id>`. */
  readonly payee: string;
  readonly sums: readonly EarnedSum[];
  /** Of its lines of which a late change was rejected some time; absent: none is there. */
  readonly figures?: readonly LineFigure[];
  /** Lines of which that was so when it was added up, also those that the facts do not give any more. */
  readonly asked?: readonly string[];
}

/** Lines whose own figures are wanted, by payee. */
export type AskedLines = ReadonlyMap<string, ReadonlySet<string>>;

/** Adds up one payee's lines of one program. */
export function sumsOf(lines: readonly EarningLine[]): EarnedSum[] {
  const sums = new Map<string, { rule: string; expense: Expense; lines: number; total: Money }>();
  for (const line of lines) {
    const { rule, amount } = line;
    const expense = expenseOf(line);
    const key = `${rule} ${expense}`;
    const [so, own] = [sums.get(key), fromJson(amount)];
    const total = so ? add(so.total, own) : own;
    sums.set(key, { rule, expense, lines: (so?.lines ?? 0) + 1, total });
  }
  return [...sums.values()].map(({ total, ...of }) => ({ ...of, earned: toJson(total) }));
}

/** What each of the lines that are asked about gives. */
export const figuresOf = (
  lines: readonly EarningLine[],
  asked: ReadonlySet<string>,
): LineFigure[] =>
  lines
    .filter(({ lineId }) => asked.has(lineId))
    .map((line) => ({
      lineId: line.lineId,
      rule: line.rule,
      expense: expenseOf(line),
      earned: line.amount,
    }));

/**
 * Adds up what each payee has earned, with one payee's lines in memory at a time.
 * @param portions of lines ordered by payee
 */
export async function* sumsByPayee(
  portions: AsyncIterable<readonly EarningLine[]>,
  asked: AskedLines,
): AsyncGenerator<PayeeSums, void, undefined> {
  const summed = (payee: string, lines: readonly EarningLine[]): PayeeSums => {
    const own = asked.get(payee);
    if (!own) return { payee, sums: sumsOf(lines) };
    const figures = figuresOf(lines, own);
    const known = { ...(figures.length > 0 && { figures }), asked: [...own] };
    return { payee, sums: sumsOf(lines), ...known };
  };
  let own: EarningLine[] = [];
  const payeeOfOwn = (): string | undefined => own[0] && payeeOf(own[0]);
  for await (const portion of portions) {
    for (const line of portion) {
      const payee = payeeOfOwn();
      if (payee !== undefined && payee !== payeeOf(line)) {
        yield summed(payee, own);
        own = [];
      }
      own.push(line);
    }
  }
  const payee = payeeOfOwn();
  if (payee !== undefined) yield summed(payee, own);
}
