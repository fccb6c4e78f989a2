import {
  accepted,
  canonicalJson,
  rejected,
  rejectedFor,
  type Decision,
  type Moment,
  type Rejection,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { decisionDue, silenceAnew } from '../clocks/deal-clocks';
import type { Deal, Registration } from '../deal';
import type { AmendmentChanges, DealEvent } from '../deal.events';
import { scopeOf } from '../exclusivity/scope';
import { notOpen } from '../refusals';
import { amountRefusals } from './amount-refusals';

/** @returns only those changes that change something */
function newAbout(registration: Registration, asked: AmendmentChanges): AmendmentChanges {
  const { value, expectedCloseOn, productFamily } = asked;
  const isNew = (now: unknown, before: unknown): boolean =>
    now !== undefined && canonicalJson(now) !== canonicalJson(before ?? null);
  return {
    ...(value && isNew(value, registration.value) && { value }),
    ...(expectedCloseOn &&
      isNew(expectedCloseOn, registration.expectedCloseOn) && { expectedCloseOn }),
    ...(productFamily && isNew(productFamily, registration.productFamily) && { productFamily }),
  };
}

/** The program's word for each field. */
const KINDS = { value: 'amount', expectedCloseOn: 'closeDate', productFamily: 'products' } as const;

/**
 * Changes amount, close date or products. What the program wants approved anew starts the approval
 * steps again while a registration waits, and waits for a decision of its own once it is approved; the
 * protection meanwhile stands on what was approved. The vendor's silence counts anew about it as well.
 */
export function amendDeal(
  state: Deal,
  asked: AmendmentChanges,
  rules: ProgramRules,
  amended: Moment,
): Decision<DealEvent> {
  if (state.status !== 'pending' && state.status !== 'returned' && state.status !== 'approved') {
    return notOpen(state);
  }
  const { registration } = state;
  const changes = newAbout(registration, asked);
  const needs = approvalNeeds(changes, rules);
  if (Object.keys(changes).length === 0) return accepted();
  const refusals = changeRefusals(state, changes, rules);
  if (refusals.length > 0) return rejectedFor(refusals);
  if (!('approval' in state)) {
    const { review } = state;
    const first = review?.steps[0];
    const isJudgedAnew = needs.length > 0;
    const silence =
      isJudgedAnew && state.status === 'pending' && !state.silenceLapsed
        ? { silenceOn: silenceAnew(rules, registration, amended, first ?? null) }
        : {};
    if (!isJudgedAnew || !review || first === undefined || review.passed === 0) {
      return accepted({ type: 'DealAmended', data: { changes, restarts: false, ...silence } });
    }
    const moments = { submitted: { on: registration.registeredOn, at: null }, entered: amended };
    const due = decisionDue(rules, registration, first, review.customer, moments);
    return accepted({
      type: 'DealAmended',
      data: { changes, restarts: true, decisionDue: due, ...silence },
    });
  }
  if (needs.length === 0)
    return accepted({ type: 'DealAmended', data: { changes, restarts: false } });
  return accepted({ type: 'DealAmendmentProposed', data: { changes, needs } });
}

function approvalNeeds(changes: AmendmentChanges, { amendment }: ProgramRules) {
  const kinds = Object.entries(KINDS).flatMap(([field, kind]) => (field in changes ? [kind] : []));
  return kinds.filter((kind) => amendment?.needsApproval.includes(kind));
}

/** Why the rules let nobody change a registration so, whoever decides about it. */
function changeRefusals(
  state: Exclude<Deal, { status: 'unknown' }>,
  changes: AmendmentChanges,
  rules: ProgramRules,
): Rejection[] {
  const refusals = amountRefusals(state.registration, changes, rules);
  const isHeld = 'approval' in state && state.approval.grantId !== null;
  if (!isHeld || !movesScope(state.registration, changes, rules)) return refusals;
  const message = 'The approval covers other products; register these separately';
  return [...refusals, { code: 'amendment-changes-scope', message, path: 'productFamily' }];
}

/** Nothing that is amended bears on whether the opportunity was reported. */
const movesScope = (
  registration: Registration,
  changes: AmendmentChanges,
  rules: ProgramRules,
): boolean =>
  canonicalJson(scopeOf(rules, registration, true)) !==
  canonicalJson(scopeOf(rules, { ...registration, ...changes }, true));

/**
 * Decides about a proposed change of an approved registration. What is approved has to fit the rules of
 * the day of the decision: they may be others than those under which it was proposed.
 */
export function decideAmendment(
  state: Deal,
  { verdict }: { readonly verdict: 'approve' | 'deny' },
  rules: ProgramRules,
): Decision<DealEvent> {
  if (state.status !== 'approved') return notOpen(state);
  const { proposed } = state;
  if (!proposed) return rejected('nothing-proposed', 'No change of this deal waits for a decision');
  if (verdict === 'deny') {
    return accepted({ type: 'DealAmendmentDenied', data: { changes: proposed } });
  }
  const refusals = changeRefusals(state, proposed, rules);
  return refusals.length > 0
    ? rejectedFor(refusals)
    : accepted({ type: 'DealAmended', data: { changes: proposed, restarts: false } });
}
