import {
  accepted,
  isAfter,
  isBefore,
  rejected,
  rejectedFor,
  type Decision,
  type IsoDate,
  type Rejection,
} from '@accord/kernel';
import type { Standing } from '@accord/partners';
import { registrationType, type ProgramRules } from '@accord/programs';
import type { ApproveDeal } from '../approve-deal/approve-deal';
import type { Deal, Registration } from '../deal';
import type { DealEvent } from '../deal.events';
import { notOpen } from '../refusals';
import type { RegisterDeal } from '../register-deal/register-deal';

/** A registration that was approved elsewhere, with the dates of then. */
export interface OpenDeal extends RegisterDeal {
  readonly registeredOn: IsoDate;
  readonly approvedOn: IsoDate;
  /** Last day of its protection. */
  readonly expiresOn: IsoDate;
}

/** What was looked up for the decision. */
export interface OpeningFacts {
  readonly today: IsoDate;
  readonly rules: ProgramRules | undefined;
  readonly standing: Standing;
  readonly partnerRevision: number;
}

/**
 * What the registration will say. It was approved under rules of its own, so that eligibility, routing
 * and clocks of the program are not asked again: only what Accord could not work with is refused.
 */
export function openedRegistration(
  { approvedOn: _approved, expiresOn: _expires, ...command }: OpenDeal,
  { rules, partnerRevision }: OpeningFacts,
): Registration {
  const warnings = rules?.sla?.expiryWarningDays;
  return {
    ...command,
    silenceOn: null,
    partnerRevision,
    opening: true,
    ...(warnings && { expiryWarningDays: warnings }),
  };
}

/** @returns every reason why it cannot be taken over */
export function openingFaults(command: OpenDeal, facts: OpeningFacts): Rejection[] {
  const { rules, standing, today } = facts;
  const { programId, partnerId, registeredOn, approvedOn, expiresOn, territory } = command;
  if (!rules) {
    const message = `Program "${programId}" has no rules in force on ${today}`;
    return [{ code: 'program-not-in-force', message, path: 'programId' }];
  }
  const faults: Rejection[] = [];
  const refuse = (code: string, message: string, path: string): void =>
    void faults.push({ code, message, path });
  if (!standing.enrolled || standing.programId !== programId) {
    refuse('partner-unknown', `No partner "${partnerId}" in the program`, 'partnerId');
  }
  if (!registrationType(rules, command.dealType)) {
    const known = Object.keys(rules.registration.types).join(', ');
    refuse('deal-type-unknown', `The program knows: ${known}`, 'dealType');
  }
  if (!rules.territories.includes(territory)) {
    refuse('territory-unknown', `The program knows: ${rules.territories.join(', ')}`, 'territory');
  }
  if (isBefore(approvedOn, registeredOn)) {
    refuse('approved-before-registered', `It was registered on ${registeredOn}`, 'approvedOn');
  }
  if (isAfter(approvedOn, today)) refuse('date-in-future', `Today is ${today}`, 'approvedOn');
  if (isBefore(expiresOn, today)) {
    refuse(
      'protection-over',
      `The protection ended on ${expiresOn}; today is ${today}`,
      'expiresOn',
    );
  }
  return faults;
}

/** The first step: it is known, and waits for its protection. The same again adds nothing. */
export function openDeal(
  state: Deal,
  registration: Registration,
  faults: readonly Rejection[],
): Decision<DealEvent> {
  if (state.status === 'unknown') {
    return faults.length > 0
      ? rejectedFor([...faults])
      : accepted({ type: 'DealRegistered', data: registration });
  }
  if (state.registration.opening) return accepted();
  return rejected('deal-exists', `Deal "${registration.dealId}" was registered here already`);
}

/** The last step: it is protected as it was. What has become of it since stands. */
export function recordOpened(state: Deal, approval: ApproveDeal): Decision<DealEvent> {
  if (state.status === 'unknown') throw new Error('Approved before it was opened');
  if (!state.registration.opening) return notOpen(state);
  return state.status === 'pending'
    ? accepted({ type: 'DealApproved', data: approval })
    : accepted();
}
