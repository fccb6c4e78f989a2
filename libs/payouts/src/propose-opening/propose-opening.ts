import {
  accepted,
  canonicalJson,
  formatAmount,
  rejected,
  rejectedFor,
  sha256Hex,
  sum,
  toJson,
  type Currency,
  type Decision,
  type FiscalQuarter,
  type IsoDate,
  type Money,
  type Rejection,
} from '@accord/kernel';
import type { Standing } from '@accord/partners';
import type { ProgramRules } from '@accord/programs';
import { accountId } from '../account/account-id';
import type { Opening } from '../opening/opening';
import type { OpeningBalance, OpeningEvent } from '../opening/opening.events';
import type { Person } from '../payout/person-of';

/** What the balances of an opening, or one partner's, come to. */
export interface OpeningAmounts {
  readonly carriedForward: Money;
  readonly paid: Money;
  readonly receivable: Money;
}
export const OPENING_AMOUNTS = ['carriedForward', 'paid', 'receivable'] as const;

export interface ProposeOpening {
  readonly openingId: string;
  readonly book: string;
  readonly currency: Currency;
  readonly cutoverOn: IsoDate;
  readonly balances: readonly (OpeningAmounts & { readonly partnerId: string })[];
  /** What the books that came before say it all adds up to. */
  readonly controls: OpeningAmounts & { readonly partners: number };
  readonly by: Person;
}

/** What was looked up for the decision. */
export interface OpeningFacts {
  readonly rules: ProgramRules | undefined;
  /** Of each partner, in the order of the balances. */
  readonly standings: readonly Standing[];
  /** The first closed period of the book, from the one of the cutover on; undefined: all are open. */
  readonly closed: FiscalQuarter | undefined;
}

/**
 * Takes the balances of the books that came before, for somebody else to confirm. Until then other
 * ones may be proposed in their place; the same again changes nothing.
 */
export function proposeOpening(
  state: Opening,
  command: ProposeOpening,
  { rules, standings, closed }: OpeningFacts,
): Decision<OpeningEvent> {
  const { openingId, book, currency, cutoverOn, by } = command;
  if (!rules) return rejected('program-not-in-force', `No program "${book}" is in force`, 'book');
  const faults = [
    ...(rules.currency === currency
      ? []
      : [refusal('currency-mismatch', `The program pays in ${rules.currency}`, 'currency')]),
    ...partnerFaults(command, standings),
    ...controlFaults(command),
  ];
  if (faults.length > 0) return rejectedFor(faults);
  const { entity } = rules;
  const balances = command.balances
    .map((one): OpeningBalance => ({
      partnerId: one.partnerId,
      accountId: accountId(entity, one.partnerId, currency),
      carriedForward: toJson(one.carriedForward),
      paid: toJson(one.paid),
      receivable: toJson(one.receivable),
    }))
    .toSorted((a, b) => (a.partnerId < b.partnerId ? -1 : 1));
  const content = { openingId, book, entity, currency, cutoverOn, balances };
  const hash = sha256Hex(canonicalJson(content));
  if (state.status !== 'unknown' && state.proposal.hash === hash) return accepted();
  if (state.status === 'confirmed') {
    return rejected('opening-confirmed', `Opening "${openingId}" is confirmed with other balances`);
  }
  if (closed) return cutoverClosed(closed);
  return accepted({ type: 'OpeningProposed', data: { ...content, hash, proposedBy: by } });
}

/** Its balances would change what a closed period says. */
export const cutoverClosed = (closed: FiscalQuarter): Decision<never> =>
  rejected('cutover-closed', `${closed} of the book is closed already`, 'cutoverOn');

const refusal = (code: string, message: string, path: string): Rejection => ({
  code,
  message,
  path,
});

function partnerFaults(
  { balances, book }: ProposeOpening,
  standings: readonly Standing[],
): Rejection[] {
  const seen = new Set<string>();
  return balances.flatMap(({ partnerId }, i) => {
    const path = `balances.${i}.partnerId`;
    if (seen.has(partnerId)) return [refusal('partner-twice', `"${partnerId}" stands twice`, path)];
    seen.add(partnerId);
    const standing = standings[i];
    return standing?.enrolled && standing.programId === book
      ? []
      : [refusal('partner-unknown', `No partner "${partnerId}" in the program`, path)];
  });
}

/** The sums of what was sent have to be those that the old books state. */
function controlFaults({ balances, controls, currency }: ProposeOpening): Rejection[] {
  const faults = OPENING_AMOUNTS.flatMap((name) => {
    const total = sum(
      balances.map((one) => one[name]),
      currency,
    );
    const stated = controls[name];
    if (total.minor === stated.minor) return [];
    const off = formatAmount({ ...total, minor: total.minor - stated.minor });
    const message = `The balances add up to ${formatAmount(total)}, the control total is ${formatAmount(stated)}: ${off} off`;
    return [refusal('control-total-differs', message, `controls.${name}`)];
  });
  if (balances.length === controls.partners) return faults;
  const message = `There are ${balances.length} balances, the control total is ${controls.partners}`;
  return [...faults, refusal('control-total-differs', message, 'controls.partners')];
}
