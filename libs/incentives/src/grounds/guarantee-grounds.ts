import { quarterEnd, type Recorded } from '@accord/kernel';
import { partnerEvents } from '@accord/partners';
import { programEvents } from '@accord/programs';
import type { Guarantee } from '../calculation/guarantees';
import type { EarningLine } from '../earning-line';
import { deciding, type Ground } from './ground';
import {
  agreements,
  inForce,
  isDesignation,
  isEnrolment,
  isTaxForm,
  isTrack,
} from './partner-records';

/** What makes a guarantee owed: the end of its quarter, the agreements, and what the rule requires. */
export function guaranteeGrounds(
  { partnerId, rule, rules, quarter }: Guarantee,
  line: EarningLine,
  events: readonly Recorded[],
): readonly Ground[] {
  const own = events.flatMap((event) =>
    partnerEvents.includes(event) && event.stream === `partner-${partnerId}` ? [event] : [],
  );
  const day = quarterEnd(quarter, rules.fiscalYear);
  const { tracks, designations } = rule.requires;
  const covers = { exhibit: rule.guarantee?.exhibit, isAny: rule.guarantee?.exhibit === undefined };
  return [
    ...events
      .filter((event) => isEndOf(quarter, event))
      .slice(0, 1)
      .map(deciding('quarter-end')),
    ...own.filter(isEnrolment).map(deciding('enrolment')),
    ...agreements(own, covers, day).map(deciding('agreement')),
    ...(tracks.length > 0 ? inForce(own.filter(isTrack), day) : []).map(deciding('track')),
    ...designations
      .flatMap((name) => inForce(own.filter(isDesignation(name)), day))
      .map(deciding('designation')),
    ...own.filter(isTaxForm(rule, line)).map(deciding('tax-form')),
  ];
}

const isEndOf = (quarter: Guarantee['quarter'], event: Recorded): boolean =>
  programEvents.includes(event) &&
  event.type === 'FiscalQuarterEnded' &&
  event.data.quarter >= quarter;
