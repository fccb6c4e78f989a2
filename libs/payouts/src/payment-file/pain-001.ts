import { isSEPACountry } from 'ibantools';
import { currency, formatAmount, fromJson, money, sum, type MoneyJson } from '@accord/kernel';
import { toldAmount, type Payment } from '../account/account.events';
import type { BankDetails } from '../payment-details/bank-details';
import type { Message } from '../payout/payout';
import { bankText } from './bank-text';

export interface PaymentFile {
  readonly message: Message;
  /** ISO 8601 instant at which the log recorded the message: the same at every export. */
  readonly recordedAt: string;
  /** Where the money comes from. */
  readonly debtor: BankDetails;
  /** Where the payments go, in their order. */
  readonly payees: readonly BankDetails[];
}

/**
 * Writes a message as ISO 20022 `CustomerCreditTransferInitiation`, pain.001.001.09: one group of
 * payments, its count and sum at both levels. The same message gives the same bytes. Where all of it is
 * SEPA's (euros between IBANs of its countries) it asks for that, charges by its rules (SLEV); else it is
 * not urgent (NURG) and each side bears its own charges (SHAR).
 * @throws Error when the payments are not as many as recorded, or do not add up to what was recorded
 */
export function pain001({ message, recordedAt, debtor, payees }: PaymentFile): string {
  const { messageId, payments, instructedOn, controlSum } = message;
  requireSums(message, payees);
  const isSepa = controlSum.currency === 'EUR' && [debtor, ...payees].every(isInSepa);
  const sums =
    element('NbOfTxs', String(payments.length)) + element('CtrlSum', amountOf(controlSum));
  const header = element(
    'GrpHdr',
    element('MsgId', messageId),
    element('CreDtTm', recordedAt.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)),
    sums,
    element('InitgPty', nameOf(debtor)),
  );
  const group = element(
    'PmtInf',
    element('PmtInfId', messageId),
    element('PmtMtd', 'TRF'),
    sums,
    element('PmtTpInf', element('SvcLvl', element('Cd', isSepa ? 'SEPA' : 'NURG'))),
    element('ReqdExctnDt', element('Dt', instructedOn)),
    element('Dbtr', nameOf(debtor), countryOf(debtor)),
    element('DbtrAcct', accountOf(debtor), element('Ccy', controlSum.currency)),
    element('DbtrAgt', bankOf(debtor)),
    element('ChrgBr', isSepa ? 'SLEV' : 'SHAR'),
    '\n',
    ...payments.map((payment, i) => transfer(payment, payees[i])),
  );
  const initiation = element('CstmrCdtTrfInitn', '\n', header, '\n', group, '\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">${initiation}</Document>
`;
}

function transfer(payment: Payment, payee?: BankDetails): string {
  const { paymentId, statementIds } = payment;
  const amount = toldAmount(payment);
  if (!payee) throw new Error(`Payment "${paymentId}" goes nowhere`);
  const about = bankText(statementIds.join(' '), 140);
  return `${element(
    'CdtTrfTxInf',
    element('PmtId', element('EndToEndId', paymentId)),
    element('Amt', `<InstdAmt Ccy="${amount.currency}">${amountOf(amount)}</InstdAmt>`),
    isBankNamed(payee) ? element('CdtrAgt', bankOf(payee)) : '',
    element('Cdtr', nameOf(payee), countryOf(payee)),
    element('CdtrAcct', accountOf(payee)),
    element('RmtInf', element('Ustrd', about)),
  )}\n`;
}

function requireSums(
  { payments, count, controlSum }: Message,
  payees: readonly BankDetails[],
): void {
  const code = currency(controlSum.currency);
  const total = sum(
    payments.map((payment) => fromJson(toldAmount(payment))),
    code,
  );
  const isWhole = payments.length === count && payees.length === count;
  if (isWhole && total.minor === fromJson(controlSum).minor) return;
  throw new Error(
    `${payments.length} payments of ${formatAmount(money(total.minor, code))} are not what was recorded`,
  );
}

/** Ids, amounts and bank texts hold no character that XML would read. */
const element = (name: string, ...content: readonly string[]): string =>
  `<${name}>${content.join('')}</${name}>`;

const amountOf = (amount: MoneyJson): string => formatAmount(fromJson(amount));
const nameOf = ({ name }: BankDetails): string => element('Nm', bankText(name, 70));
const countryOf = ({ country }: BankDetails): string =>
  element('PstlAdr', element('Ctry', country));
const accountOf = ({ scheme, accountNumber }: BankDetails): string =>
  element(
    'Id',
    scheme === 'iban'
      ? element('IBAN', accountNumber)
      : element('Othr', element('Id', accountNumber)),
  );
const isBankNamed = ({ bic, routingNumber }: BankDetails): boolean =>
  bic !== null || routingNumber !== undefined;

/** BIC, or member of the clearing system of the United States (USABA), or both. */
function bankOf(details: BankDetails): string {
  const { bic, routingNumber } = details;
  if (!isBankNamed(details)) {
    return element('FinInstnId', element('Othr', element('Id', 'NOTPROVIDED')));
  }
  return element(
    'FinInstnId',
    bic === null ? '' : element('BICFI', bic),
    routingNumber === undefined
      ? ''
      : element(
          'ClrSysMmbId',
          element('ClrSysId', element('Cd', 'USABA')),
          element('MmbId', routingNumber),
        ),
  );
}

const isInSepa = ({ scheme, accountNumber }: BankDetails): boolean =>
  scheme === 'iban' && isSEPACountry(accountNumber.slice(0, 2));
