import {
  accepted,
  rejectedFor,
  type Decision,
  type IsoDate,
  type MoneyJson,
  type Moment,
  type Rejection,
} from '@accord/kernel';
import type { CustomerClaim } from '@accord/customers';
import type { Standing } from '@accord/partners';
import {
  coversTerritory,
  registrationType,
  type ProgramRules,
  type RegistrationTypeRules,
} from '@accord/programs';
import type { Deal } from '../deal';
import { firstContactDue, silenceAnew } from '../clocks/deal-clocks';
import type { DealEvent, OpportunityRef, Particulars } from '../deal.events';
import { renewalOf, routeOf, type Reported } from '../route-deal/route-deal';
import { engagementRefusals, type EngagementFacts } from './engagement';

export interface RegisterDeal extends Particulars {
  readonly dealId: string;
  readonly partnerId: string;
  readonly programId: string;
  readonly dealType: string;
  readonly claim: CustomerClaim;
  readonly opportunity: OpportunityRef | null;
  readonly value: MoneyJson;
  readonly productFamily: string;
  readonly territory: string;
  readonly renewal: 'none' | 'flat' | 'growth';
  readonly softwareOwnedByPartner: boolean;
  readonly origin: OpportunityRef | null;
}

/** What was looked up for the decision. */
export interface RegistrationFacts extends Omit<EngagementFacts, 'renewal'> {
  readonly rules: ProgramRules | undefined;
  readonly partnerRevision: number;
  /** When it was submitted. */
  readonly submitted: Moment;
  /** How many registrations the partner has open; null where the program does not limit them. */
  readonly open: number | null;
  /** What sales report about the opportunity; null where the registration names none. */
  readonly reported: Reported | null;
}

/**
 * Records a registration. It takes no lock and grants nothing; conflicts are settled when somebody
 * approves. Refusals name every reason at once.
 */
export function registerDeal(
  state: Deal,
  command: RegisterDeal,
  facts: RegistrationFacts,
): Decision<DealEvent> {
  if (state.status !== 'unknown') {
    return rejectedFor([
      { code: 'deal-exists', message: `Deal "${command.dealId}" is registered already` },
    ]);
  }
  const { rules, on, partnerRevision } = facts;
  if (!rules) {
    const message = `Program "${command.programId}" has no rules in force on ${on}`;
    return rejectedFor([{ code: 'program-not-in-force', message, path: 'programId' }]);
  }
  const type = registrationType(rules, command.dealType);
  const refusals = [
    ...eligibility(command, rules, facts.standing),
    ...form(command, rules, type, facts.reported),
    ...engagementRefusals(command, rules, {
      ...facts,
      renewal: renewalOf(command, facts.reported),
    }),
    ...tooManyOpen(rules, facts.open),
  ];
  if (refusals.length > 0 || !type) return rejectedFor(refusals);
  const found = routeOf(rules, command, facts.reported, facts.submitted);
  if (!('routed' in found)) return found;
  const { routed } = found;
  const contact = firstContactDue(rules, command, facts.submitted);
  const warnings = rules.sla?.expiryWarningDays;
  const registered: DealEvent = {
    type: 'DealRegistered',
    data: {
      ...command,
      registeredOn: on,
      silenceOn: silenceDate(command, rules, facts.submitted, routed),
      partnerRevision,
      ...(contact && { firstContactDue: contact }),
      ...(warnings && { expiryWarningDays: warnings }),
    },
  };
  if (routed === null) return accepted(registered);
  const denial = rules.routing?.routes.find(({ route }) => route === routed.route)?.denial;
  return accepted<DealEvent>(
    registered,
    { type: 'DealRouted', data: routed },
    ...(denial ? [{ type: 'DealDenied', data: denial } as const] : []),
  );
}

/** GitLab program guide: signed agreement in the territory, trained people, good standing, the exhibit of the type. */
export function eligibility(
  command: Pick<RegisterDeal, 'partnerId' | 'programId' | 'territory' | 'dealType'>,
  rules: ProgramRules,
  standing: Standing,
): Rejection[] {
  if (!standing.enrolled) {
    return [
      { code: 'partner-unknown', message: `No partner "${command.partnerId}"`, path: 'partnerId' },
    ];
  }
  const refusals: Rejection[] = [];
  const refuse = (code: string, message: string, path: string): void =>
    void refusals.push({ code, message, path });
  if (standing.programId !== command.programId) {
    refuse(
      'partner-of-other-program',
      `The partner belongs to "${standing.programId}"`,
      'programId',
    );
  }
  if (!coversTerritory(rules, standing.territories, command.territory)) {
    refuse(
      'territory-not-signed',
      `No signed agreement covers "${command.territory}"`,
      'territory',
    );
  }
  const exhibit = registrationType(rules, command.dealType)?.exhibit;
  if (exhibit !== undefined && !standing.exhibits.includes(exhibit)) {
    refuse('exhibit-not-signed', `The partner has not signed the exhibit "${exhibit}"`, 'dealType');
  }
  const { credential, people, goodStanding } = rules.registration.eligibility;
  if (goodStanding === true && !standing.inGoodStanding) {
    refuse('not-in-good-standing', 'The partner is not in good standing', 'partnerId');
  }
  const trained = standing.credentials.get(credential) ?? 0;
  if (trained < people) {
    refuse(
      'people-not-trained',
      `${trained} of ${people} people hold "${credential}"`,
      'partnerId',
    );
  }
  return refusals;
}

/** HubSpot: at most 25 open registrations; the partner frees places itself. */
function tooManyOpen({ registration }: ProgramRules, open: number | null): Rejection[] {
  const { openLimit } = registration;
  if (!openLimit || open === null || open < openLimit.count) return [];
  const message = `The partner has ${open} open registrations; at most ${openLimit.count} are allowed`;
  return [{ code: 'too-many-open', message, path: 'partnerId' }];
}

function form(
  command: RegisterDeal,
  rules: ProgramRules,
  type: RegistrationTypeRules | undefined,
  reported: Reported | null,
): Rejection[] {
  const refusals: Rejection[] = [];
  if (!type) {
    const known = Object.keys(rules.registration.types).join(', ');
    const message = `The program knows: ${known}`;
    refusals.push({ code: 'deal-type-unknown', message, path: 'dealType' });
  }
  if (!rules.territories.includes(command.territory)) {
    const message = `The program knows: ${rules.territories.join(', ')}`;
    refusals.push({ code: 'territory-unknown', message, path: 'territory' });
  }
  if (renewalOf(command, reported) === 'flat' && type?.flatRenewal === 'refuse') {
    const message = 'A renewal without growth cannot be registered';
    refusals.push({ code: 'flat-renewal', message, path: 'renewal' });
  }
  return refusals;
}

/** Nobody has to break a silence about a registration that was denied at once. */
function silenceDate(
  command: RegisterDeal,
  rules: ProgramRules,
  submitted: Moment,
  routed: Extract<DealEvent, { type: 'DealRouted' }>['data'] | null,
): IsoDate | null {
  if (routed?.decision === 'deny') return null;
  return silenceAnew(rules, command, submitted, routed?.steps[0] ?? null);
}
