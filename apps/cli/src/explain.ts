import { API_OPTIONS } from './api';
import { ApiCalls, type Json } from './api-calls';
import { command } from './command';

const OPTIONS = {
  json: { type: 'boolean', default: false, help: 'JSON as the API answers it, instead of text' },
  ...API_OPTIONS,
} as const;
const KEY = 'The API key stands in ACCORD_KEY.';

type At = { readonly json: boolean; readonly url?: string | undefined; readonly data: string };

export const explainStatementCommand = command({
  name: 'explain statement',
  summary:
    'tells what makes a statement’s total, line by line, who let it go, and what became of it',
  details: KEY,
  operands: ['STATEMENT_ID'],
  options: OPTIONS,
  run: async (at, [id = '']) => {
    const api = ApiCalls.of(at);
    const path = `/v1/statements/${encodeURIComponent(id)}`;
    const whole = await api.json(`${path}/explanation`);
    const lines = await api.list(path);
    const { approval, payments, rules, booked } = whole;
    const { proposedBy, approvedBy, issuedOn, root } = objectOf(approval);
    return tell(at, { ...whole, lines }, [
      `${id}: ${words(whole, 'total', 'currency')}, ${words(whole, 'payable')} payable`,
      ...rowsOf(rules).map(
        (one) => `  ${words(one, 'rule')}: ${words(one, 'lines')} lines, ${words(one, 'amount')}`,
      ),
      ...lines.map((one) => `  ${words(one, 'amount', 'lineId')}: ${words(one, 'derivation')}`),
      ...rowsOf(booked).map(
        (one) => `booked    ${words(one, 'rule', 'debit')} to ${words(one, 'credit', 'amount')}`,
      ),
      `approval  proposed by ${String(proposedBy)}, approved by ${String(approvedBy)} under root ${String(root)}, issued ${String(issuedOn)}`,
      ...rowsOf(payments).map((one) => `payment   ${words(one, 'paymentId', 'amount', 'status')}`),
    ]);
  },
});

export const explainLineCommand = command({
  name: 'explain line',
  summary:
    'tells a line of a statement down to its events, program version, arithmetic and approvals',
  details: KEY,
  operands: ['STATEMENT_ID', 'LINE_ID'],
  options: OPTIONS,
  run: async (at, [statementId = '', lineId = '']) => {
    const path = `/v1/statements/${encodeURIComponent(statementId)}/lines/${encodeURIComponent(lineId)}`;
    const body = await ApiCalls.of(at).json(`${path}/explanation`);
    const line = objectOf(body['line']);
    return tell(at, body, [
      `${words(line, 'amount', 'currency')}: ${words(line, 'derivation')}`,
      ...lineWords(line),
      ...rowsOf(body['events']).map(
        (one) =>
          `event     ${words(one, 'position', 'occurredOn', 'type')} by ${words(one, 'actor')}`,
      ),
    ]);
  },
});

export const explainAccountCommand = command({
  name: 'explain account',
  summary: 'tells which statements and payments make the balances of an account',
  details: KEY,
  operands: ['ACCOUNT_ID'],
  options: OPTIONS,
  run: async (at, [id = '']) => events(at, `/v1/accounts/${encodeURIComponent(id)}/explanation`),
});

export const explainFundCommand = command({
  name: 'explain fund',
  summary: 'tells which events make the balance of a fund',
  details: KEY,
  operands: ['FUND_ID'],
  options: OPTIONS,
  run: async (at, [id = '']) => events(at, `/v1/funds/${encodeURIComponent(id)}/statement`),
});

export const explainDealCommand = command({
  name: 'explain deal',
  summary: 'tells what every rule gives for a deal and, where that is nothing, why',
  details: KEY,
  operands: ['DEAL_ID'],
  options: OPTIONS,
  run: async (at, [id = '']) => {
    const api = ApiCalls.of(at);
    const deal = await api.json(`/v1/deals/${encodeURIComponent(id)}`);
    const lines = await api.list(`/v1/earnings?dealId=${encodeURIComponent(id)}`);
    const none =
      lines.length === 0
        ? ['nothing: no sale of it is booked, or no rule of its program is for such a deal']
        : [];
    return tell(at, { deal, lines }, [
      `${words(deal, 'dealType', 'status')} of ${words(deal, 'partnerId')}, ${words(deal, 'amount', 'currency')}`,
      ...none,
      ...lines.flatMap((one) => [
        `${words(one, 'amount', 'currency', 'rule', 'quarter')}: ${words(one, 'zeroReason') || words(one, 'derivation')}`,
        ...lineWords(one),
      ]),
    ]);
  },
});

async function events(at: At, path: string): Promise<number> {
  const lines = await ApiCalls.of(at).list(path);
  return tell(
    at,
    { lines },
    lines.map((one) => {
      const changes = Object.entries(objectOf(one['changes']));
      const told = changes.map(([name, by]) => `${name} ${String(by)}`).join(', ');
      return `${words(one, 'occurredOn', 'type')}  ${words(one, 'text')}${told === '' ? '' : `  (${told})`}`;
    }),
  );
}

function lineWords(line: Json): string[] {
  const changes = line['wouldChange'];
  const fee = words(objectOf(line['marketplaceFee']), 'derivation');
  return [
    `  rule ${words(line, 'rule')} of ${words(line, 'programVersion') || 'no program'}, due ${words(line, 'dueOn') || 'not known yet'}`,
    ...(words(line, 'exact') === ''
      ? []
      : [`  exact ${words(line, 'exact')} minor units, rounded ${words(line, 'rounding')}`]),
    ...(fee === '' ? [] : [`  through the marketplace ${fee}`]),
    ...(Array.isArray(changes) ? changes.map((one) => `  otherwise ${String(one)}`) : []),
  ];
}

function tell({ json }: At, body: Json, lines: readonly string[]): number {
  process.stdout.write(json ? `${JSON.stringify(body, null, 2)}\n` : `${lines.join('\n')}\n`);
  return 0;
}

const objectOf = (value: unknown): Json => Object(value);
const rowsOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : []);
/** Fields one after another; what there is not is left out. */
const words = (of: Json, ...names: readonly string[]): string =>
  names
    .map((name) => of[name])
    .filter((one) => one !== null && one !== undefined)
    .map(String)
    .join(' ');
