import { BankFileFault, type BankAnswer, type Verdict } from './bank-answer';
import { elementsAt, readXml, textAt, type Element } from './xml-tree';

/** Lines of one file. */
export const MAX_ANSWERS = 5_000;
const MAX_ID = 35;

type Found = Omit<BankAnswer, 'line'>;

export interface BankFile {
  /** As its namespace names it, for example "pain.002.001.10". */
  readonly format: string;
  readonly answers: readonly BankAnswer[];
}

/**
 * Reads what a bank says of payments: a status report (pain.002), or a notice of what it has booked
 * (camt.054), of any version.
 * @param bytes UTF-8
 * @throws BankFileFault when it is neither, or says nothing, or has more than 5,000 lines
 */
export function readBankFile(bytes: Uint8Array): BankFile {
  const root = readXml(bytes);
  const [, format = '', kind] =
    /^urn:iso:std:iso:20022:tech:xsd:((pain\.002|camt\.054)\.\d{3}\.\d{2})$/.exec(root.namespace) ??
    [];
  if (root.name !== 'Document' || kind === undefined) {
    throw new BankFileFault('format-unknown', 'The file is neither a pain.002 nor a camt.054');
  }
  const found = kind === 'pain.002' ? statusReport(root) : bookingNotice(root);
  if (found.length === 0)
    throw new BankFileFault('no-answers', 'The file says nothing of payments');
  if (found.length > MAX_ANSWERS) {
    throw new BankFileFault('too-many', `The file has ${found.length} lines, over ${MAX_ANSWERS}`);
  }
  return { format, answers: found.map((one, i) => ({ line: i + 1, ...one })) };
}

/** Where transactions are named, what is said of their group says nothing more. */
function statusReport(root: Element): Found[] {
  return elementsAt(root, 'CstmrPmtStsRpt').flatMap((report) => {
    const groups = elementsAt(report, 'OrgnlPmtInfAndSts');
    const single = groups.flatMap((group) => {
      const transactions = elementsAt(group, 'TxInfAndSts');
      if (transactions.length > 0) return transactions.map(transactionStatus);
      return groupStatus(group, textAt(group, 'OrgnlPmtInfId'), textAt(group, 'PmtInfSts'));
    });
    if (single.length > 0) return single;
    return elementsAt(report, 'OrgnlGrpInfAndSts').flatMap((group) =>
      groupStatus(group, textAt(group, 'OrgnlMsgId'), textAt(group, 'GrpSts')),
    );
  });
}

function groupStatus(group: Element, id: string | undefined, status: string | undefined): Found[] {
  if (id === undefined || status === undefined) return [];
  const verdict = verdictOf(status, group);
  return [{ about: { messageId: idText(id) }, verdict, amount: null }];
}

const transactionStatus = (transaction: Element): Found => ({
  about: { paymentId: idText(textAt(transaction, 'OrgnlEndToEndId') ?? '') },
  verdict: verdictOf(textAt(transaction, 'TxSts') ?? '', transaction),
  amount: amountAt(transaction, ['OrgnlTxRef', 'Amt', 'InstdAmt']),
});

/** Only what is settled, or will never be, is an answer (ISO 20022, ExternalPaymentTransactionStatus). */
function verdictOf(status: string, of: Element): Verdict {
  switch (status) {
    case 'ACSC':
    case 'ACCC':
      return { kind: 'confirmed' };
    case 'RJCT':
    case 'CANC':
      return { kind: 'returned', how: 'rejected', reasonCode: reasonIn(of, 'StsRsnInf') };
    default:
      return { kind: 'pending' };
  }
}

function bookingNotice(root: Element): Found[] {
  const entries = elementsAt(root, 'BkToCstmrDbtCdtNtfctn', 'Ntfctn', 'Ntry');
  return entries.flatMap((entry) => {
    const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts');
    const transactions = elementsAt(entry, 'NtryDtls', 'TxDtls');
    const isOnly = transactions.length === 1;
    return transactions.map((transaction): Found => {
      const side = textAt(transaction, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
      return {
        about: { paymentId: idText(textAt(transaction, 'Refs', 'EndToEndId') ?? '') },
        verdict: status === 'BOOK' ? bookedVerdict(side, transaction) : { kind: 'pending' },
        amount:
          amountAt(transaction, ['AmtDtls', 'InstdAmt', 'Amt']) ??
          amountAt(transaction, ['Amt']) ??
          amountAt(transaction, ['AmtDtls', 'TxAmt', 'Amt']) ??
          (isOnly ? amountAt(entry, ['Amt']) : null),
      };
    });
  });
}

/** Money that left has been paid; money that came is what was paid, sent back. */
function bookedVerdict(side: string | undefined, transaction: Element): Verdict {
  if (side === 'DBIT') return { kind: 'confirmed' };
  if (side !== 'CRDT') throw new BankFileFault('side-missing', 'A booking is no DBIT and no CRDT');
  return { kind: 'returned', how: 'sent-back', reasonCode: reasonIn(transaction, 'RtrInf') };
}

const reasonIn = (of: Element, within: string): string | null => {
  const code = textAt(of, within, 'Rsn', 'Cd') ?? textAt(of, within, 'Rsn', 'Prtry');
  return code === undefined ? null : idText(code);
};

function amountAt(of: Element, path: readonly string[]): BankAnswer['amount'] {
  const [amount] = elementsAt(of, ...path);
  return amount ? { text: amount.text, currency: amount.attributes['Ccy'] ?? '' } : null;
}

/** @throws BankFileFault when it is longer than ISO 20022 allows */
function idText(text: string): string {
  if (text.length <= MAX_ID) return text;
  throw new BankFileFault('id-too-long', `An id has more than ${MAX_ID} characters`);
}
