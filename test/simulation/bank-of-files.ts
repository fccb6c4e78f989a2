import { currency, formatAmount, money } from '@accord/kernel';
import { asObject } from '../support/api-client';
import type { Random } from '../support/random';

/** A payment as a file tells the bank of it. */
interface Told {
  readonly paymentId: string;
  readonly creditor: string;
  readonly cents: bigint;
}

/** What the bank has done with a message, once: pain.001 in, pain.002 and camt.054 out. */
export class BankOfFiles {
  private readonly messages = new Set<string>();
  /** What left for a creditor and has not come back. */
  readonly paid = new Map<string, bigint>();
  /** How often each payment left, and how often it was told at all. */
  readonly left = new Map<string, number>();
  readonly told = new Map<string, number>();
  returned = 0;

  constructor(private readonly random: Random) {}

  /**
   * Does what a payment file says; the same message again does nothing.
   * @param isLast from now on nothing comes back
   * @returns files of answers
   */
  take(xml: string, isLast: boolean): Uint8Array<ArrayBuffer>[] {
    const [, messageId = ''] = /<MsgId>(\w+)<\/MsgId>/.exec(xml) ?? [];
    if (this.messages.has(messageId)) return [];
    this.messages.add(messageId);
    const reported: string[] = [];
    const booked: string[] = [];
    for (const payment of paymentsIn(xml)) {
      count(this.told, payment.paymentId);
      // Whatever the seed draws: the first is sent back.
      const fate = isLast ? 1 : this.returned === 0 ? 0 : this.random.next();
      if (fate < 0.25) {
        reported.push(rejection(payment));
        this.returned += 1;
        continue;
      }
      this.pay(payment, payment.cents);
      count(this.left, payment.paymentId);
      booked.push(entry('DBIT', payment));
      if (fate < 0.45) {
        this.pay(payment, -payment.cents);
        booked.push(entry('CRDT', payment));
        this.returned += 1;
      }
    }
    return [
      ...(reported.length > 0 ? [report(reported)] : []),
      ...(booked.length > 0 ? [notice(booked)] : []),
    ];
  }

  private pay({ creditor }: Told, cents: bigint): void {
    this.paid.set(creditor, (this.paid.get(creditor) ?? 0n) + cents);
  }
}

const count = (counts: Map<string, number>, id: string): unknown =>
  counts.set(id, (counts.get(id) ?? 0) + 1);

const paymentsIn = (xml: string): Told[] =>
  [...xml.matchAll(/<CdtTrfTxInf>.*?<\/CdtTrfTxInf>/gs)].map(([text]) => ({
    paymentId: /<EndToEndId>(\w+)</.exec(text)?.[1] ?? '',
    creditor: /<Cdtr><Nm>(\w+) /.exec(text)?.[1] ?? '',
    cents: BigInt(/<InstdAmt Ccy="USD">([\d.]+)</.exec(text)?.[1]?.replace('.', '') ?? ''),
  }));

const document = (format: string, content: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${format}">${content}</Document>`,
  );

const report = (lines: readonly string[]): Uint8Array<ArrayBuffer> =>
  document(
    'pain.002.001.10',
    `<CstmrPmtStsRpt><OrgnlPmtInfAndSts>${lines.join('')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt>`,
  );

const rejection = ({ paymentId }: Told): string =>
  `<TxInfAndSts><OrgnlEndToEndId>${paymentId}</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>`;

const notice = (entries: readonly string[]): Uint8Array<ArrayBuffer> =>
  document(
    'camt.054.001.08',
    `<BkToCstmrDbtCdtNtfctn><Ntfctn>${entries.join('')}</Ntfctn></BkToCstmrDbtCdtNtfctn>`,
  );

const entry = (side: 'DBIT' | 'CRDT', { paymentId, cents }: Told): string =>
  `<Ntry><Amt Ccy="USD">${formatAmount(money(cents, currency('USD')))}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<NtryDtls><TxDtls><Refs><EndToEndId>${paymentId}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>`;

/** @returns numbers of the messages that a command has made, whether it is told for the first time or again */
export function messagesIn(body: unknown): number[] {
  const { events } = asObject(body);
  return (Array.isArray(events) ? events.map(asObject) : [])
    .filter(({ type }) => type === 'PaymentsInstructed')
    .map(({ data }) => Number(asObject(data)['number']));
}
