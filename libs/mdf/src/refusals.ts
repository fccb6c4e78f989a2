import {
  compare,
  formatAmount,
  isPositive,
  money,
  rejected,
  type Decision,
  type IsoDate,
  type Money,
  type Rejection,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { usableOn } from './credits/fund-credits';
import type { Fund, KnownFund } from './fund';
import type { Claim, FundsRequest } from './funds-request';
import type { Proof } from './fund.events';
import type { BudgetAccount } from './posting';

type Refused = Decision<never>;

/** What a decision needs of a fund, or why it cannot be taken. */
export function knownFund(state: Fund): { readonly fund: KnownFund } | Refused {
  return state.status === 'unknown' ? rejected('fund-unknown', 'No such fund') : { fund: state };
}

export function fundStillOpen(state: Fund): { readonly fund: KnownFund } | Refused {
  if (state.status !== 'closed') return knownFund(state);
  return rejected('fund-closed', `The last day for requests was ${state.requestBy}`);
}

export function requestIn(
  state: Fund,
  requestId: string,
): { readonly fund: KnownFund; readonly request: FundsRequest } | Refused {
  const known = knownFund(state);
  if (!('fund' in known)) return known;
  const request = known.fund.requests.get(requestId);
  return request
    ? { fund: known.fund, request }
    : rejected('request-unknown', 'The fund has no such request');
}

export function claimIn(
  state: Fund,
  { requestId, claimId }: { readonly requestId: string; readonly claimId: string },
): { readonly fund: KnownFund; readonly request: FundsRequest; readonly claim: Claim } | Refused {
  const known = requestIn(state, requestId);
  if (!('fund' in known)) return known;
  const claim = known.request.claims.get(claimId);
  return claim ? { ...known, claim } : rejected('claim-unknown', 'The request has no such claim');
}

/** @returns why this is no amount of the fund: not above zero, or in another currency */
export function amountFaults({ balances }: KnownFund, amount: Money, path = 'amount'): Rejection[] {
  if (amount.currency !== balances.currency) {
    const message = `The fund is kept in ${balances.currency}`;
    return [{ code: 'currency-mismatch', message, path: 'currency' }];
  }
  if (isPositive(amount)) return [];
  return [{ code: 'amount-not-positive', message: 'The amount must be above zero', path }];
}

/** @returns why the program's amounts say nothing of the fund's money: it counts in another currency now */
export function otherCurrencyFaults(
  { balances }: KnownFund,
  { currency }: Pick<ProgramRules, 'currency'>,
): Rejection[] {
  if (currency === balances.currency) return [];
  const message = `The program now counts in ${currency}`;
  return [{ code: 'currency-mismatch', message, path: 'currency' }];
}

/** @returns why the amount is more than the limit; `what` says what the limit is */
export function limitFaults(
  amount: Money,
  limit: Money,
  code: string,
  what: string,
  path = 'amount',
): Rejection[] {
  if (compare(amount, limit) <= 0) return [];
  const message = `${formatAmount(amount)} is more than ${what}, ${formatAmount(limit)} ${limit.currency}`;
  return [{ code, message, path }];
}

/** Documents are named by what the partner has sent; anything else would prove nothing. */
export const unknownEvidence = (
  proofs: readonly Proof[],
  evidence: ReadonlySet<string>,
): Rejection[] =>
  proofs.flatMap(({ kind, sha256 }, i) =>
    evidence.has(sha256)
      ? []
      : [
          {
            code: 'evidence-unknown',
            message: `The partner has sent no document ${sha256} (${kind})`,
            path: `proofs.${i}.sha256`,
          },
        ],
  );

/** @returns what may be asked for on that day: what is available, without credits past their last day */
export const availableOn = ({ credits, balances }: KnownFund, on: IsoDate): Money =>
  money(usableOn(credits, on), balances.currency);

/** Where money goes that is no longer needed: back to be asked for, or away once the fund is closed. */
export const releasedTo = ({ status }: KnownFund): BudgetAccount =>
  status === 'open' ? 'B20' : 'B70';
