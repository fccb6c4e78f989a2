import {
  accepted,
  isAfter,
  isoDate,
  quarterEnd,
  quarterOf,
  rejected,
  type Decision,
  type IsoDate,
} from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { isSameException, type ExceptionRequest, type Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

/**
 * Asks for a payment that a rule does not give. Until its cut-off day of the sale's quarter (GitLab Channel
 * Operations: the 15th of the last month); again after a refusal, not while it is open or granted.
 * @param rules of the day of the booking; undefined where none were in force
 */
export function requestException(
  state: Sale,
  request: ExceptionRequest,
  rules: ProgramRules | undefined,
): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  if (state.status === 'reversed') return rejected('sale-reversed', 'The sale was reversed');
  if (!rules?.exceptions) return rejected('no-exceptions', 'The program makes none');
  const { rule, requestedOn } = request;
  if (!rules.incentives.some((one) => one.rule === rule)) {
    return rejected('rule-unknown', `The program has no rule "${rule}"`, 'rule');
  }
  const last = state.exceptions.findLast((one) => isSameException(one.request, request));
  if (last?.decision === null) return rejected('exception-open', 'It was asked for already');
  if (last?.decision?.fundedBy) return rejected('exception-granted', 'It was granted already');
  const lastOn = cutoffOf(state.booking.bookedOn, rules, rules.exceptions.cutoffDay);
  return isAfter(requestedOn, lastOn)
    ? rejected('exception-late', `It could be asked for until ${lastOn}`, 'occurredOn')
    : accepted({ type: 'IncentiveExceptionRequested', data: request });
}

function cutoffOf(bookedOn: IsoDate, { fiscalYear }: ProgramRules, day: number): IsoDate {
  const lastMonth = quarterEnd(quarterOf(bookedOn, fiscalYear), fiscalYear).slice(0, 7);
  return isoDate(`${lastMonth}-${String(day).padStart(2, '0')}`);
}
