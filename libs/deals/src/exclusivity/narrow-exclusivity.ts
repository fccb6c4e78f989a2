import { accepted, type Decision } from '@accord/kernel';
import type { Exclusivity } from './exclusivity';
import type { ExclusivityEvent } from './exclusivity.events';

/**
 * Sales have reported the opportunity of a grant: from now on it keeps that one alone. What was released,
 * never granted or reported before stays as it is.
 */
export function narrowExclusivity(
  { grants }: Exclusivity,
  command: { readonly grantId: string },
): Decision<ExclusivityEvent> {
  const grant = grants.find(({ grantId }) => grantId === command.grantId);
  if (!grant || grant.released) return accepted();
  const { grantId, dealId, scope } = grant;
  if (scope.kind !== 'opportunity' || scope.unreported !== true) return accepted();
  const { unreported: _unreported, ...narrower } = scope;
  return accepted({ type: 'ExclusivityNarrowed', data: { grantId, dealId, scope: narrower } });
}
