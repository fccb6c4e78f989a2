import { readFile } from 'node:fs/promises';
import { readBankFile } from '@accord/payouts';
import { API_OPTIONS } from '../api';
import { ApiCalls } from '../api-calls';
import { command, UsageError } from '../command';
import type { Finding } from './finding';
import { reconcileBank, type LedgerPayment } from './reconcile-bank';
import { readJournal, reconcileGl } from './reconcile-gl';
import { isReconciled, jsonOf, textOf } from './report';

const STATUS = 'Ends with exit status 1 when anything differs. The API key stands in ACCORD_KEY.';
const JSON_OPTION = { type: 'boolean', default: false, help: 'JSON instead of text' } as const;

export const reconcileGlCommand = command({
  name: 'reconcile gl',
  summary: 'holds what the general ledger gives back to the journal of Accord, line by line',
  details:
    'FILE is CSV with the columns External ID, Account, Entity, Currency, Debit and Credit of the journal\n' +
    `that was exported; Date is compared where it is there, other columns are not read. ${STATUS}`,
  operands: ['FILE'],
  options: {
    from: { type: 'string', value: 'DATE', help: 'first business date of the export' },
    to: { type: 'string', value: 'DATE', help: 'last business date of the export' },
    book: { type: 'string', value: 'ID', help: 'one program’s book (default: all)' },
    through: { type: 'string', value: 'N', help: 'log position of the export (default: now)' },
    json: JSON_OPTION,
    ...API_OPTIONS,
  },
  run: async ({ from, to, book, through, json, ...at }, [path = '']) => {
    if (from === undefined || to === undefined) throw new UsageError('Name --from and --to');
    const query = new URLSearchParams({
      from,
      to,
      ...(book !== undefined && { book }),
      ...(through !== undefined && { through }),
    });
    const journal = await ApiCalls.of(at).get(`/v1/ledger/journal?${query.toString()}`);
    const theirs = readJournal(await readFile(path, 'utf8'), path);
    return tell(reconcileGl(readJournal(journal.text, 'journal'), theirs), 'general ledger', json);
  },
});

export const reconcileBankCommand = command({
  name: 'reconcile bank',
  summary: 'holds a file of the bank’s (pain.002, camt.054) to the payments of a run, one by one',
  details: `The last word of the file about a payment counts. Nothing is recorded. ${STATUS}`,
  operands: ['FILE'],
  options: {
    payout: {
      type: 'string',
      value: 'ID',
      help: 'the run, for example gitlab.FY2027-Q1.quarterly',
    },
    json: JSON_OPTION,
    ...API_OPTIONS,
  },
  run: async ({ payout, json, ...at }, [path = '']) => {
    if (payout === undefined) throw new UsageError('Name the run with --payout');
    const rows = await ApiCalls.of(at).list(`/v1/payouts/${encodeURIComponent(payout)}/payments`);
    const { answers } = readBankFile(await readFile(path));
    return tell(reconcileBank(rows.map(paymentOf), answers), 'bank’s file', json);
  },
});

function tell(findings: readonly Finding[], other: string, isJson: boolean): number {
  process.stdout.write(isJson ? jsonOf(findings) : textOf(findings, other));
  return isReconciled(findings) ? 0 : 1;
}

function paymentOf(row: Readonly<Record<string, unknown>>): LedgerPayment {
  const { paymentId, messageId, toldAmount, toldCurrency, status } = row;
  if (status !== 'in-flight' && status !== 'confirmed' && status !== 'returned') {
    throw new Error(`The API lists a payment that is "${String(status)}"`);
  }
  return {
    paymentId: String(paymentId),
    messageId: typeof messageId === 'string' ? messageId : null,
    amount: String(toldAmount),
    currency: String(toldCurrency),
    status,
  };
}
