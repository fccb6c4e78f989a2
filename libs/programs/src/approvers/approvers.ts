import { accepted, compareDates, rejected, type Decision, type IsoDate } from '@accord/kernel';
import type { ProgramRules } from '../document/program-document';
import { coversTerritory } from '../document/territories';
import { versionOn, type Approver, type Delegation, type Program } from '../program';
import type { ProgramEvent } from '../program.events';

/** Of one program; also of delegations. They are shown as one resource, not as a list with pages. */
const MAX_APPOINTMENTS = 500;

/** Appoints somebody to a role of the program; again, in other territories. */
export function appointApprover(state: Program, command: Approver): Decision<ProgramEvent> {
  const rules = state.versions.at(-1)?.rules;
  if (!rules) return rejected('program-unknown', 'No such program');
  const roles = rolesOf(rules);
  if (!roles.has(command.role)) {
    const known = [...roles].join(', ') || 'none';
    return rejected('role-unknown', `The program's approver roles: ${known}`, 'role');
  }
  const strange = command.territories?.find((one) => !rules.territories.includes(one));
  if (strange !== undefined) {
    const message = `The program knows: ${rules.territories.join(', ')}`;
    return rejected('territory-unknown', message, 'territories');
  }
  if (state.approvers.length >= MAX_APPOINTMENTS) {
    return rejected('too-many-approvers', `A program has at most ${MAX_APPOINTMENTS} approvers`);
  }
  return accepted({ type: 'ApproverAppointed', data: command });
}

/** Every role that a program lets decide: at steps, about extensions, and where silence is escalated to. */
function rolesOf({ approval, extension, registration }: ProgramRules): ReadonlySet<string> {
  const { approver, operations } = extension;
  const escalated = Object.values(registration.types).map(({ silence }) =>
    silence.effect === 'escalate' ? silence.escalateTo : undefined,
  );
  const steps = Object.values(approval?.steps ?? {}).map(({ role }) => role);
  const all = [...steps, approver, operations, ...escalated];
  return new Set(all.filter((role) => role !== undefined));
}

/** Ends an appointment. */
export const dismissApprover = (
  { approvers }: Program,
  { role, principalId }: Pick<Approver, 'role' | 'principalId'>,
): Decision<ProgramEvent> =>
  approvers.some((one) => one.role === role && one.principalId === principalId)
    ? accepted({ type: 'ApproverDismissed', data: { role, principalId } })
    : rejected('approver-unknown', `"${principalId}" is not appointed to "${role}"`);

/** Names who decides while an approver is away. */
export function nameDelegate(state: Program, command: Delegation): Decision<ProgramEvent> {
  const { principalId, delegateId, from, until } = command;
  if (!state.approvers.some((one) => one.principalId === principalId)) {
    return rejected('approver-unknown', `"${principalId}" is no approver here`, 'principalId');
  }
  if (principalId === delegateId) {
    return rejected('delegate-self', 'Somebody else has to be the delegate', 'delegateId');
  }
  if (compareDates(from, until) > 0) {
    return rejected('dates-out-of-order', `${until} lies before ${from}`, 'until');
  }
  if (state.delegations.length >= MAX_APPOINTMENTS) {
    const message = `A program names at most ${MAX_APPOINTMENTS} delegations`;
    return rejected('too-many-delegations', message);
  }
  return accepted({ type: 'DelegateNamed', data: command });
}

/** Whether a principal may decide, and for whom. */
export type Right =
  | { readonly kind: 'own' }
  | { readonly kind: 'delegate'; readonly of: string }
  | { readonly kind: 'none'; readonly approvers: readonly string[] };

/**
 * A role that nobody is appointed to in the territory is open to every program manager.
 * @param asked the approver to whom alone it goes back, where there is one and is appointed still
 */
export function rightToDecide(
  program: Pick<Program, 'approvers' | 'delegations' | 'versions'>,
  step: { readonly role: string; readonly territory: string; readonly asked: string | null },
  principalId: string,
  on: IsoDate,
): Right {
  const { approvers, delegations } = program;
  const rules = versionOn(program, on)?.rules ?? { territories: [] };
  const appointed = approvers
    .filter(
      ({ role, territories }) =>
        role === step.role &&
        (territories === null || coversTerritory(rules, territories, step.territory)),
    )
    .map((one) => one.principalId);
  if (appointed.length === 0) return { kind: 'own' };
  const back = appointed.filter((one) => one === step.asked);
  const entitled = back.length > 0 ? back : appointed;
  if (entitled.includes(principalId)) return { kind: 'own' };
  const delegation = delegations.find(
    ({ principalId: of, delegateId, from, until }) =>
      delegateId === principalId &&
      entitled.includes(of) &&
      compareDates(from, on) <= 0 &&
      compareDates(on, until) <= 0,
  );
  return delegation
    ? { kind: 'delegate', of: delegation.principalId }
    : { kind: 'none', approvers: entitled };
}
