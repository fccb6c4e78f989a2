import { everyItem, type AccordClient, type LineBody } from '@accord/client';
import { grouped, heading, sumOf } from './table';

/** Every statement with every line: what is paid, what is earned and waits, what earns nothing and why. */
export async function reportStatements(
  finance: AccordClient,
  quarter: string,
  say: (text: string) => void,
): Promise<void> {
  say(heading(`Payout statements of ${quarter}`));
  const statements = await everyItem((at) =>
    finance.GET('/v1/statements', { params: { query: { quarter, ...at } } }),
  );
  for (const { statementId, partnerId, payable } of statements) {
    const lines = await everyItem((query) =>
      finance.GET('/v1/statements/{statementId}', { params: { path: { statementId }, query } }),
    );
    const of = (standing: LineBody['standing']): LineBody[] =>
      lines.filter((line) => line.standing === standing);
    say(`${partnerId}: ${grouped(payable)} USD to pay`);
    for (const line of of('payable')) say(`  ${column(line.amount)}  ${describe(line)}`);
    for (const line of of('not-yet-due')) {
      const when =
        line.dueOn === null ? 'no due date until the customer has paid' : `due ${line.dueOn}`;
      say(`  ${column(line.earned)}  earned, not payable yet, ${when}: ${describe(line)}`);
    }
    for (const line of of('zero')) say(`  ${column(line.amount)}  ${describe(line)}`);
  }
  const total = sumOf(statements.map(({ payable }) => payable));
  say(`${statements.length} statements, ${grouped(total)} USD to pay`);
}

const column = (amount: string): string => grouped(amount).padStart(10);
const describe = ({ rule, derivation }: LineBody): string => `${rule}: ${derivation}`;
