import type { FinancialAccount } from '../account/financial-posting';

/** On which side an account grows. */
type Side = 'debit' | 'credit';

interface LedgerAccount {
  readonly name: string;
  readonly side: Side;
}

/** The chart of accounts of the financial ledger. */
export const LEDGER_ACCOUNTS: Readonly<Record<FinancialAccount, LedgerAccount>> = {
  '1100': { name: 'Partner receivable', side: 'debit' },
  '1150': { name: 'Receivable from co-funding parties', side: 'debit' },
  '1200': { name: 'Cash clearing', side: 'debit' },
  '1300': { name: 'Contract costs', side: 'debit' },
  '2100': { name: 'Rebate accrual', side: 'credit' },
  '2110': { name: 'Earned, awaiting approval', side: 'credit' },
  '2120': { name: 'Approved, not yet on a statement', side: 'credit' },
  '2125': { name: 'Held', side: 'credit' },
  '2130': { name: 'Payable on issued statements', side: 'credit' },
  '2135': { name: 'Carried forward below the minimum', side: 'credit' },
  '2140': { name: 'Withholding tax payable', side: 'credit' },
  '2170': { name: 'Payouts in flight', side: 'credit' },
  '3900': { name: 'Opening balances', side: 'credit' },
  '4900': { name: 'Contra-revenue: rebates', side: 'debit' },
  '4910': { name: 'Contra-revenue: marketing funds', side: 'debit' },
  '6100': { name: 'Referral fees', side: 'debit' },
  '6200': { name: 'Marketing expense: marketing funds', side: 'debit' },
  '6300': { name: 'SPIFFs', side: 'debit' },
  '6600': { name: 'Clawback write-off', side: 'debit' },
  '7100': { name: 'Realised exchange differences', side: 'debit' },
  '9000': { name: 'Currency position', side: 'debit' },
};

export const isLedgerAccount = (code: string): code is FinancialAccount =>
  Object.hasOwn(LEDGER_ACCOUNTS, code);

/** @returns the chart entry @throws Error for a code that is not in the chart */
export function ledgerAccount(code: string): LedgerAccount {
  if (!isLedgerAccount(code)) throw new Error(`"${code}" is not in the chart of accounts`);
  return LEDGER_ACCOUNTS[code];
}

/** What an account holds, positive on the side on which it grows, in minor units. */
export const balanceOf = (code: string, debit: bigint, credit: bigint): bigint =>
  ledgerAccount(code).side === 'debit' ? debit - credit : credit - debit;
