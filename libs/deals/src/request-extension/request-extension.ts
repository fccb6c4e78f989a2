import { accepted, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from '@accord/programs';
import type { Deal } from '../deal';
import type { DealEvent } from '../deal.events';
import { extendedUntil } from '../extend-deal/extend-deal';
import { notOpen } from '../refusals';

/**
 * Notes that the partner asks for the standard extension (GitLab channel operations: the partner asks in
 * the portal, the manager decides). Asked is what could be given today: nobody waits for a no.
 */
export function requestExtension(
  state: Deal,
  rules: ProgramRules['extension'],
  { on, reason }: { readonly on: IsoDate; readonly reason: string | null },
): Decision<DealEvent> {
  const possible = extendedUntil(state, rules, on);
  if (!('until' in possible)) return possible;
  if ('extensionAsked' in state) {
    return rejected('extension-requested', 'An extension is asked for already');
  }
  return accepted({ type: 'DealExtensionRequested', data: { requestedOn: on, reason } });
}

/** Says no to the partner; what it holds stays as it is. */
export function denyExtension(
  state: Deal,
  { publicReason }: { readonly publicReason: string },
): Decision<DealEvent> {
  if (!('approval' in state)) return notOpen(state);
  return 'extensionAsked' in state
    ? accepted({ type: 'DealExtensionDenied', data: { publicReason } })
    : rejected('no-extension-requested', 'Nobody has asked for an extension');
}
