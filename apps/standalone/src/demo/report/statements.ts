import { asObject, type ApiClient } from '../api-client';
import { cell, grouped, heading, sumOf } from './table';

type Row = Readonly<Record<string, unknown>>;

/** Every statement with every line: what is paid, what is earned and waits, what earns nothing and why. */
export async function reportStatements(
  finance: ApiClient,
  quarter: string,
  say: (text: string) => void,
): Promise<void> {
  say(heading(`Payout statements of ${quarter}`));
  const statements = await finance.list(`/v1/statements?quarter=${quarter}`);
  for (const statement of statements) {
    const lines = await linesOf(finance, cell(statement, 'statementId'));
    const of = (standing: string): Row[] => lines.filter((line) => line['standing'] === standing);
    say(`${cell(statement, 'partnerId')}: ${grouped(cell(statement, 'payable'))} USD to pay`);
    for (const line of of('payable')) say(`  ${money(line, 'amount')}  ${describe(line)}`);
    for (const line of of('not-yet-due')) {
      const due = cell(line, 'dueOn');
      const when = due === '' ? 'no due date until the customer has paid' : `due ${due}`;
      say(`  ${money(line, 'earned')}  earned, not payable yet, ${when}: ${describe(line)}`);
    }
    for (const line of of('zero')) say(`  ${money(line, 'amount')}  ${describe(line)}`);
  }
  const total = sumOf(statements.map((statement) => cell(statement, 'payable')));
  say(`${statements.length} statements, ${grouped(total)} USD to pay`);
}

const money = (line: Row, name: string): string => grouped(cell(line, name)).padStart(10);
const describe = (line: Row): string => `${cell(line, 'rule')}: ${cell(line, 'derivation')}`;

async function linesOf(finance: ApiClient, statementId: string): Promise<Row[]> {
  return (await finance.list(`/v1/statements/${statementId}`)).map(asObject);
}
