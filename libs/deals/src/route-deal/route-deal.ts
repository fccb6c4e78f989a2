import { daysBetween, rejected, type Decision, type IsoDate, type Moment } from '@accord/kernel';
import { fits, registrationType, type ProgramRules, type RoutingCase } from '@accord/programs';
import type { Opportunity } from '@accord/sales';
import { decisionDue } from '../clocks/deal-clocks';
import type { DealEvent } from '../deal.events';

type Routed = Extract<DealEvent, { type: 'DealRouted' }>;

/** What the sales system says about the opportunity that a registration names. */
export interface Reported {
  readonly opportunity: Opportunity;
  /** Revision of the opportunity's stream; -1 where it was never reported. */
  readonly revision: number;
}

interface Registered {
  readonly dealType: string;
  readonly territory: string;
  readonly renewal: 'none' | 'flat' | 'growth';
}

/** The sales system knows better than the partner whether an opportunity renews something. */
export const renewalOf = (
  { renewal }: Pick<Registered, 'renewal'>,
  reported: Reported | null,
): 'none' | 'flat' | 'growth' =>
  reported === null || reported.opportunity.status === 'unreported'
    ? renewal
    : reported.opportunity.facts.renewal;

/** Whether it matters to a registration what sales report about its opportunity. */
export const consultsSales = (rules: ProgramRules, dealType: string): boolean =>
  rules.routing?.types.includes(dealType) === true ||
  registrationType(rules, dealType)?.flatRenewal === 'refuse';

/**
 * Finds the way that a registration goes, by how its opportunity stands on the day.
 * GitLab, working with GitLab: none, stage 0-2, stage 3-6 worked on or dormant, renewal with growth.
 * @param reported null where the registration names no opportunity
 * @returns the route taken; null where the program routes no such type; a refusal where its table does
 *   not know the stage that the sales system reports
 */
export function routeOf(
  rules: ProgramRules,
  registered: Registered,
  reported: Reported | null,
  submitted: Moment,
): { readonly routed: Routed['data'] | null } | Decision<never> {
  const { routing } = rules;
  if (!routing?.types.includes(registered.dealType)) return { routed: null };
  const facts = reported === null ? null : factsOf(reported.opportunity);
  const one: RoutingCase = {
    type: registered.dealType,
    ...caseOf(reported, routing.dormantDays, submitted.on),
    renewal: renewalOf(registered, reported),
  };
  const found = routing.routes.find((route) => fits(route, one));
  if (!found) {
    const message = `The program has no route for an opportunity at "${one.opportunity}"`;
    return rejected('no-route', message, 'opportunity');
  }
  const { route, decision, steps, advice = null, opportunity = null, attribution = null } = found;
  const [first] = steps;
  const moments = { submitted, entered: submitted };
  const customer = facts?.customer ?? 'new';
  return {
    routed: {
      route,
      case: { opportunity: one.opportunity, activity: one.activity, renewal: one.renewal },
      opportunityRevision: reported === null ? null : reported.revision,
      lastActivityOn: facts?.lastActivityOn ?? null,
      customer,
      decision,
      steps,
      advice,
      opportunity,
      attribution,
      decisionDue:
        first === undefined ? null : decisionDue(rules, registered, first, customer, moments),
    },
  };
}

const factsOf = (opportunity: Opportunity) =>
  opportunity.status === 'unreported' ? null : opportunity.facts;

/** An opportunity that was never worked on is dormant. */
function caseOf(
  reported: Reported | null,
  dormantDays: number,
  on: IsoDate,
): Pick<RoutingCase, 'opportunity' | 'activity'> {
  if (reported === null) return { opportunity: 'none', activity: null };
  const { opportunity } = reported;
  switch (opportunity.status) {
    case 'unreported':
      return { opportunity: 'unreported', activity: null };
    case 'won':
    case 'lost':
      return { opportunity: 'closed', activity: null };
    case 'open': {
      const { stage, lastActivityOn } = opportunity.facts;
      const active = lastActivityOn !== null && daysBetween(lastActivityOn, on) <= dormantDays;
      return { opportunity: stage, activity: active ? 'active' : 'dormant' };
    }
  }
}
