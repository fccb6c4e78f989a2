import { accepted, rejected, type Decision } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import { isSameException, type ExceptionDecision, type Sale } from '../sale';
import type { SaleEvent } from '../sale.events';

/**
 * Grants an exception out of one of the program's budgets, or refuses it. Never by who asked for it.
 * @param by principal that decides
 * @param rules of the day of the booking; undefined where none were in force
 */
export function decideException(
  state: Sale,
  decision: ExceptionDecision,
  by: { readonly principal: string; readonly onBehalfOf?: string },
  rules: ProgramRules | undefined,
): Decision<SaleEvent> {
  if (state.status === 'unknown') return rejected('sale-unknown', 'No such sale');
  const last = state.exceptions.findLast((one) => isSameException(one.request, decision));
  if (!last) return rejected('exception-unknown', 'Nobody has asked for it');
  if (last.decision !== null) return rejected('exception-decided', 'It was decided already');
  if (state.status === 'reversed') return rejected('sale-reversed', 'The sale was reversed');
  if ([by.principal, by.onBehalfOf].includes(last.request.requestedBy)) {
    return rejected('same-person', 'Somebody else than who asked decides');
  }
  const funding = rules?.exceptions?.funding ?? [];
  if (decision.fundedBy !== null && !funding.includes(decision.fundedBy)) {
    const message = `expected one of ${funding.join(', ')}, got "${decision.fundedBy}"`;
    return rejected('budget-unknown', message, 'fundedBy');
  }
  return accepted({ type: 'IncentiveExceptionDecided', data: decision });
}
