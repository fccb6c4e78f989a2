import type { Recorded } from '@accord/kernel';
import { labelOf, programEvents } from '@accord/programs';
import { rateEvents } from '@accord/rates';
import { claimsIn } from '../calculate-earnings';
import { claimIdOf, lineIdOf } from '../calculation/claim';
import { guaranteeIdOf } from '../calculation/guarantees';
import type { EarningLine } from '../earning-line';
import { deciding, type Ground } from './ground';
import { guaranteeGrounds } from './guarantee-grounds';
import { partnerGrounds } from './partner-grounds';
import { registrationGrounds } from './registration-grounds';

/**
 * The events beside those that deal and sale are made of that decided which rules hold for a line, whether
 * its registration was in force, whether it is for the partner, and by which rate it was converted.
 * @param events what was known when it was reckoned
 * @returns in the order of the log
 */
export function groundsOf(line: EarningLine, events: readonly Recorded[]): Ground[] {
  const { claims, owed } = claimsIn(events);
  const claim = claims.find((one) => lineIdOf(one) === claimIdOf(line));
  const guarantee = owed.find((one) => guaranteeIdOf(one) === line.lineId);
  const grounds = [
    ...events.filter((event) => isVersion(event, line)).map(deciding('rules')),
    ...events.filter((event) => isPublication(event, line)).map(deciding('rate')),
    ...(claim ? partnerGrounds(claim, line, events) : []),
    ...(claim ? registrationGrounds(claim, events) : []),
    ...(guarantee ? guaranteeGrounds(guarantee, line, events) : []),
  ];
  return grounds.toSorted((a, b) => (a.event.position < b.event.position ? -1 : 1));
}

function isVersion(event: Recorded, { programVersion }: EarningLine): boolean {
  if (!programEvents.includes(event) || event.type !== 'ProgramVersionPublished') return false;
  return labelOf(event.data) === programVersion;
}

const isPublication = (event: Recorded, { conversion }: EarningLine): boolean =>
  rateEvents.includes(event) && event.data.publication === conversion?.rate?.publication;
