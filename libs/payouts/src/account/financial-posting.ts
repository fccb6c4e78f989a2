import type { Posting } from '@accord/kernel';

/**
 * Accounts of the financial ledger, one set per payee account: 1100 receivable from the partner, 2110
 * earned, 2120 approved, 2130 payable on an issued statement, 4900 rebates (contra-revenue), 4910 MDF
 * (contra-revenue), 6100 referral fees.
 */
export type FinancialAccount = '1100' | '2110' | '2120' | '2130' | '4900' | '4910' | '6100';

/**
 * Why money moves: M6 a claim on a fund is approved, R2 earned, R3 approved, R5 put on a statement,
 * R7 taken back (R7a from money not paid out yet), R8 offset against what the partner owes.
 */
export type FinancialRule = 'M6' | 'R2' | 'R3' | 'R5' | 'R7' | 'R7a' | 'R8';

export type FinancialPosting = Posting<FinancialAccount, FinancialRule>;
