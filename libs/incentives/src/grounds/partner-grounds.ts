import type { IsoDate, Recorded } from '@accord/kernel';
import { partnerEvents } from '@accord/partners';
import { nodesOf, overlappingTerritories, type Eligibility } from '@accord/programs';
import type { Claim } from '../calculation/claim';
import type { EarningLine } from '../earning-line';
import { deciding, type Ground } from './ground';
import {
  agreements,
  inForce,
  isCredential,
  isDesignation,
  isEnrolment,
  isTaxForm,
  isTrack,
  type PartnerRecord,
} from './partner-records';

/** Of conditions that a rule sets, the events that were in force on the day that decides. */
export function partnerGrounds(
  claim: Claim,
  line: EarningLine,
  events: readonly Recorded[],
): readonly Ground[] {
  const { rule, rules, deal } = claim;
  const of = (partnerId: string): PartnerRecord[] =>
    events.flatMap((event) =>
      partnerEvents.includes(event) && event.stream === `partner-${partnerId}` ? [event] : [],
    );
  const own = of(deal.partnerId);
  const day = deal.approval.approvedOn;
  const wanted: Eligibility = rule.eligibility ?? {};
  const requires = 'requires' in rule ? rule.requires : { tracks: [], designations: [] };
  const designations = [...requires.designations, ...(wanted.designations ?? [])];
  const asksTrack = requires.tracks.length > 0 || wanted.tracks !== undefined;
  const asks = asksTrack || designations.length > 0 || rule.eligibility !== undefined;
  const territories = wanted.agreementCoversTerritory
    ? [deal.territory, ...overlappingTerritories(rules, deal.territory)]
    : [];
  const covers = { exhibit: wanted.exhibit, territories };
  const trackDays = [...(asksTrack ? [day] : []), ...daysOfTerms(claim)];
  const tracks = trackDays.flatMap((on) => inForce(own.filter(isTrack), on));
  return [
    ...(asks ? own.filter(isEnrolment).map(deciding('enrolment')) : []),
    ...[...new Set(tracks)].map(deciding('track')),
    ...[...new Set(designations)]
      .flatMap((name) => inForce(own.filter(isDesignation(name)), day))
      .map(deciding('designation')),
    ...agreements(own, covers, day).map(deciding('agreement')),
    ...own.filter(isCredential(wanted, day)).map(deciding('credential')),
    ...of(line.partnerId).filter(isTaxForm(rule, line)).map(deciding('tax-form')),
  ];
}

/** Payments count by the partner's track on their days. */
function daysOfTerms({ rule, sale }: Claim): IsoDate[] {
  if (rule.kind !== 'formula') return [];
  const asks = nodesOf(rule.formula).some(([node]) => node.op === 'input' && node.terms);
  return asks ? sale.payments.map(({ paidOn }) => paidOn) : [];
}
