import type { Posting } from '@accord/kernel';

/**
 * Accounts of the financial ledger, one set per payee account: 1100 receivable from the partner, 1150
 * receivable from parties that co-fund activities, 1200 cash clearing, 1300 contract costs, 2100 rebate
 * accrual, 2110 earned, 2120 approved, 2125 held, 2130 payable on an issued statement, 2135 carried forward,
 * 2140 withholding tax payable, 2170 in flight to the bank, 3900 opening balances, 4900 rebates
 * (contra-revenue), 4910 MDF (contra-revenue), 6100 referral fees, 6200 MDF (marketing expense), 6300 SPIFFs,
 * 6600 clawback write-off, 7100 realised exchange differences, 9000 position in each currency (the only
 * account that is not all in the account's own).
 */
export type FinancialAccount =
  | '1100'
  | '1150'
  | '1200'
  | '1300'
  | '2100'
  | '2110'
  | '2120'
  | '2125'
  | '2130'
  | '2135'
  | '2140'
  | '2170'
  | '3900'
  | '4900'
  | '4910'
  | '6100'
  | '6200'
  | '6300'
  | '6600'
  | '7100'
  | '9000';

/**
 * Why money moves: OB the balance with which an account begins, M6 a claim on a fund is approved, M11 what a
 * co-funding party owes for it, M12 that party has paid, R1 estimated, R2 earned, R2b less was earned than was
 * estimated, R3 approved, R4 held or released, R5 put on a statement, R6 its payment is instructed, R6a the
 * bank has paid, R6b the bank has not paid or the money came back, R7 taken back (R7a from money not paid out
 * yet), R7b paid back by the partner, R8 offset against what the partner owes, R9 what it owes is given up,
 * R10 it is paid in another currency.
 */
export type FinancialRule =
  | 'OB'
  | 'M6'
  | 'M11'
  | 'M12'
  | 'R1'
  | 'R2'
  | 'R2b'
  | 'R3'
  | 'R4'
  | 'R5'
  | 'R6'
  | 'R6a'
  | 'R6b'
  | 'R7'
  | 'R7a'
  | 'R7b'
  | 'R8'
  | 'R9'
  | 'R10';

export type FinancialPosting = Posting<FinancialAccount, FinancialRule>;
