import { canonicalJson, sha256Hex, type Recorded } from '@accord/kernel';
import { asObject } from '../support/api-client';
import type { BankOfFiles } from './bank-of-files';
import { earnedBy, type Sold } from './sold';

type Data = Record<string, unknown>;
/** By account, then by code of the chart: what is credited less what is debited. */
type Balances = Map<string, Map<string, bigint>>;

const dataOf = (events: readonly Recorded[], type: string): Data[] =>
  events.flatMap((event) => (event.type === type ? [asObject(event.data)] : []));
const listIn = (data: Data, name: string): Data[] => {
  const list = data[name];
  return Array.isArray(list) ? list.map(asObject) : [];
};
const minorIn = (of: Data, name = 'amount'): bigint => BigInt(String(asObject(of[name])['minor']));

/** Each posting balances, and of no payee anything is below zero after any event (I-01, I-02, I-04). */
export function booksFaults(events: readonly Recorded[]): string[] {
  const faults: string[] = [];
  const balances: Balances = new Map();
  for (const event of events) {
    const at = `${event.stream} after ${event.type} at ${event.revision}`;
    for (const posting of listIn(asObject(event.data), 'postings')) {
      const sum = movesOf(posting).reduce((so, [, minor]) => so + minor, 0n);
      if (sum !== 0n) faults.push(`${at}: ${String(posting['rule'])} is ${sum} out of balance`);
    }
    for (const [code, minor] of book(balances, event)) {
      const isBelow = code === '1100' ? minor > 0n : code.startsWith('2') && minor < 0n;
      if (isBelow) faults.push(`${at}: ${code} is ${minor}`);
    }
  }
  return faults;
}

/**
 * What was approved is what was drafted, by somebody else, and each account has its draft once and word for
 * word, or was left out with its reason (I-13, I-41).
 */
export function runFaults(events: readonly Recorded[], payoutId: string): string[] {
  const faults: string[] = [];
  const expect = (holds: boolean, what: string): unknown =>
    holds || faults.push(`${payoutId}: ${what}`);
  const own = events.filter(({ stream }) => stream === `payout-${payoutId}`);
  const [proposed, ...others] = dataOf(own, 'PayoutProposed');
  const [approved, ...more] = dataOf(own, 'PayoutApproved');
  if (!proposed || !approved) return [`${payoutId} was not approved`];
  expect(others.length + more.length === 0, 'it is proposed or approved twice');
  const drafts = draftsOf(own, proposed['proposalId']);
  const hashes = drafts.map((draft) => ({
    accountId: String(draft['accountId']),
    hash: sha256Hex(canonicalJson(draft)),
  }));
  const { position, payOn } = proposed;
  const root = sha256Hex(canonicalJson({ position, payOn, drafts: hashes.toSorted(byAccount) }));
  expect(proposed['root'] === root, 'its root is not that of its drafts');
  expect(approved['root'] === root, 'another root was approved');
  const [maker, checker] = [asObject(proposed['proposedBy']), asObject(approved['approvedBy'])];
  expect(maker['principal'] !== checker['principal'], 'it was approved by who proposed it');
  const lines = drafts
    .flatMap((draft) => listIn(draft, 'pages'))
    .flatMap((page) => listIn(page, 'lines'));
  const sum = lines.reduce((so, line) => so + minorIn(line), 0n);
  expect(sum === minorIn(proposed, 'total'), `its drafts come to ${sum}`);

  const left = new Set(
    [...dataOf(own, 'PayoutOutcomesRecorded'), ...dataOf(own, 'PayoutIssued')]
      .flatMap((told) => listIn(told, 'leftOut'))
      .map(({ accountId }) => accountId),
  );
  const issued = dataOf(events, 'StatementIssued').filter((one) => one['payoutId'] === payoutId);
  for (const draft of drafts) {
    const { accountId } = draft;
    const pages = issued.filter((one) => one['accountId'] === accountId);
    const said = pages.map(({ lines: its, postings }) => ({ lines: its, postings }));
    const wanted = left.has(accountId) ? [] : draft['pages'];
    expect(
      canonicalJson(said) === canonicalJson(wanted),
      `${String(accountId)} has not its draft once`,
    );
    expect(
      pages.every((page) => page['root'] === root),
      `${String(accountId)} has another root`,
    );
  }
  const accounts = new Set(hashes.map(({ accountId }) => accountId));
  expect(
    issued.every((one) => accounts.has(String(one['accountId']))),
    'others were issued too',
  );
  return faults;
}

/**
 * Each payment is instructed once and in one message, pays what was payable then, leaves the bank at most
 * once, and no statement is paid by two that stand (I-09, I-28).
 */
export function paymentFaults(events: readonly Recorded[], bank: BankOfFiles): string[] {
  const faults: string[] = [];
  const instructed = events.filter(({ type }) => type === 'PaymentInstructed');
  const back = new Set(dataOf(events, 'PaymentReturned').map(({ paymentId }) => paymentId));
  const messages = dataOf(events, 'PaymentsInstructed');
  const inMessages = messages.flatMap((message) => listIn(message, 'payments'));
  const balances: Balances = new Map();
  const paidBy = new Map<string, string[]>();
  for (const event of events) {
    const data = asObject(event.data);
    if (event.type === 'PaymentInstructed') {
      const payable = balances.get(String(data['accountId']))?.get('2130') ?? 0n;
      if (payable !== minorIn(data)) {
        faults.push(`${String(data['paymentId'])} pays ${minorIn(data)} of ${payable}`);
      }
      const ids = data['statementIds'];
      for (const id of Array.isArray(ids) && !back.has(data['paymentId']) ? ids.map(String) : []) {
        paidBy.set(id, [...(paidBy.get(id) ?? []), String(data['paymentId'])]);
      }
    }
    book(balances, event);
  }
  for (const [id, by] of paidBy)
    if (by.length > 1) faults.push(`${id} is paid by ${by.join(', ')}`);
  const ids = instructed.map(({ data }) => String(asObject(data)['paymentId']));
  if (new Set(ids).size !== ids.length) faults.push('a payment is instructed twice');
  const told = inMessages.map(({ paymentId }) => String(paymentId)).toSorted();
  if (canonicalJson(told) !== canonicalJson(ids.toSorted())) {
    faults.push(`instructed ${ids.toSorted().join()} and in messages ${told.join()}`);
  }
  for (const message of messages) {
    const sum = listIn(message, 'payments').reduce((so, one) => so + minorIn(one), 0n);
    if (sum !== minorIn(message, 'controlSum')) faults.push(`a message of ${sum} says another sum`);
  }
  for (const [id, times] of bank.told)
    if (times > 1) faults.push(`the bank was told ${id} ${times} times`);
  return faults;
}

/** Where every cent is that a partner has earned: paid, payable, held, carried, on its way (I-18, I-29). */
export function earnedFaults(
  events: readonly Recorded[],
  partners: readonly string[],
  sold: readonly Sold[],
  bank: BankOfFiles,
): string[] {
  const balances: Balances = new Map();
  for (const event of events) book(balances, event);
  return partners.flatMap((partnerId) => {
    const own = balances.get(`gitlabinc.${partnerId}.USD`);
    const at = (code: string): bigint => own?.get(code) ?? 0n;
    const stages = ['2110', '2120', '2125', '2130', '2135', '2170', '1200', '1100'];
    const stands = stages.reduce((so, code) => so + at(code), 0n);
    const earned = earnedBy(partnerId, sold);
    const left = bank.paid.get(partnerId) ?? 0n;
    return [
      ...(stands === earned
        ? []
        : [`${partnerId} has earned ${earned}, and ${stands} stand for it`]),
      ...(at('1200') === left
        ? []
        : [`${partnerId} was paid ${left}, and ${at('1200')} are booked`]),
    ];
  });
}

/** @returns the balances that the event has moved, as they are then */
function book(balances: Balances, { stream, data }: Recorded): [code: string, minor: bigint][] {
  const { accountId, postings } = asObject(data);
  // What is drafted beside a run is not booked yet.
  if (!stream.startsWith('account-')) return [];
  if (typeof accountId !== 'string' || !Array.isArray(postings)) return [];
  const own = balances.get(accountId) ?? new Map<string, bigint>();
  balances.set(accountId, own);
  const moves = postings.map(asObject).flatMap(movesOf);
  for (const [code, minor] of moves) own.set(code, (own.get(code) ?? 0n) + minor);
  return [...new Set(moves.map(([code]) => code))].map((code) => [code, own.get(code) ?? 0n]);
}

const movesOf = (posting: Data): [code: string, minor: bigint][] =>
  listIn(posting, 'lines').map((line) => [
    String(line['account']),
    (line['side'] === 'credit' ? 1n : -1n) * minorIn(line),
  ]);

/** Page by page as they were written, of each account the last whole one. */
function draftsOf(own: readonly Recorded[], proposalId: unknown): Data[] {
  const drafts = new Map<unknown, Data>();
  for (const page of dataOf(own, 'StatementDrafted')) {
    if (page['proposalId'] !== proposalId) continue;
    const { accountId, partnerId, accountRevision, terms, lines, postings } = page;
    const before = page['page'] === 1 ? [] : listIn(drafts.get(accountId) ?? {}, 'pages');
    const pages = [...before, { lines, postings }];
    const of = {
      accountId,
      partnerId,
      accountRevision,
      ...(terms !== undefined && { terms }),
      pages,
    };
    drafts.set(accountId, of);
  }
  return [...drafts.values()];
}

const byAccount = (a: { accountId: string }, b: { accountId: string }): number =>
  a.accountId < b.accountId ? -1 : 1;
