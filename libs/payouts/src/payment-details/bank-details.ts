import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools';
import { z } from 'zod';
import type { Rejection } from '@accord/kernel';

export const ACCOUNT_SCHEMES = ['iban', 'other'] as const;

/** A bank account and who holds it. Bank data: in the vault and in payment files only. */
export const bankDetails = z.strictObject({
  /** Of the account's holder. */
  name: z.string(),
  scheme: z.enum(ACCOUNT_SCHEMES),
  /** An IBAN without blanks, or the number as its bank writes it. */
  accountNumber: z.string(),
  /** Of the bank; an IBAN does without. */
  bic: z.string().nullable(),
  /** ABA routing number of a bank in the United States; absent where there is none. */
  routingNumber: z.string().optional(),
  /** Of the holder, ISO 3166-1 alpha-2. */
  country: z.string(),
});
export type BankDetails = z.infer<typeof bankDetails>;

/** What ISO 20022 lets stand for an account number that is no IBAN. */
const OTHER_NUMBER = /^[A-Za-z0-9-]{1,34}$/;

/** The same account in the one form in which it is kept, whatever blanks it was written with. */
export const tidy = (given: BankDetails): BankDetails => ({
  ...given,
  name: given.name.trim().replaceAll(/\s+/g, ' '),
  accountNumber:
    given.scheme === 'iban'
      ? (electronicFormatIBAN(given.accountNumber) ?? '')
      : given.accountNumber.trim(),
});

/** @param details tidy ones @returns everything that is wrong with them */
export function faultsIn({
  name,
  scheme,
  accountNumber,
  bic,
  routingNumber,
}: BankDetails): Rejection[] {
  const faults: Rejection[] = [];
  const fault = (code: string, path: string, message: string): void => {
    faults.push({ code, message, path });
  };
  if (name === '') fault('name-empty', 'name', 'name is the name of the account holder');
  if (scheme === 'iban' && !isValidIBAN(accountNumber)) {
    fault('iban-invalid', 'accountNumber', 'accountNumber is no IBAN: its check digits are wrong');
  }
  if (scheme === 'other' && !OTHER_NUMBER.test(accountNumber)) {
    const message = 'accountNumber must be 1 to 34 letters, digits or "-"';
    fault('account-number-invalid', 'accountNumber', message);
  }
  if (scheme === 'other' && bic === null && routingNumber === undefined) {
    const message = 'bic or routingNumber is required with an account number that is no IBAN';
    fault('bic-required', 'bic', message);
  }
  if (bic !== null && !isValidBIC(bic)) fault('bic-invalid', 'bic', 'bic is no BIC (ISO 9362)');
  if (routingNumber !== undefined && !isRoutingNumber(routingNumber)) {
    const message = 'routingNumber is no ABA routing number: its check digit is wrong';
    fault('routing-number-invalid', 'routingNumber', message);
  }
  return faults;
}

/** Nine digits that, weighted 3, 7, 1 in turn, add up to a multiple of ten (ANSI X9.100-20). */
function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const weighted = Array.from(text, (digit, i) => Number(digit) * ([3, 7, 1][i % 3] ?? 0));
  return weighted.reduce((so, one) => so + one, 0) % 10 === 0;
}

/** @returns the number with all but its last four characters hidden */
export const masked = (accountNumber: string): string =>
  accountNumber.slice(-4).padStart(accountNumber.length, '*');
