import {
  accepted,
  rejected,
  uuidFrom,
  type Decision,
  type IsoDate,
  type StreamType,
} from '@accord/kernel';
import type { PreferredPartnerRules } from '@accord/programs';
import type { OpportunityRef } from '../deal.events';
import { preferredPartnerEvents, type PreferredPartnerEvent } from './preferred-partner.events';

export type ChoosePartner = Extract<
  PreferredPartnerEvent,
  { type: 'PreferredPartnerChosen' }
>['data'];

/** Whom sales prefers for one opportunity; null: nobody, or nobody any more. */
export interface PreferredPartner {
  readonly chosen: ChoosePartner | null;
}

export const preferredPartner: StreamType<PreferredPartner, PreferredPartnerEvent> = {
  catalog: preferredPartnerEvents,
  initial: { chosen: null },
  evolve(_state, event) {
    switch (event.type) {
      case 'PreferredPartnerChosen':
        return { chosen: event.data };
      case 'PreferredPartnerRemoved':
        return { chosen: null };
    }
  },
};

/** One choice for each opportunity of a program. */
export const preferenceIdOf = (programId: string, { source, ref }: OpportunityRef): string =>
  uuidFrom('preference', programId, source, ref);

/**
 * GitLab channel operations, US public sector: one preferred partner, chosen with a reason, after at
 * least one meeting, for an opportunity named by its full id.
 */
export function choosePartner(
  { chosen }: PreferredPartner,
  rules: PreferredPartnerRules | undefined,
  command: ChoosePartner,
): Decision<PreferredPartnerEvent> {
  if (!rules) return rejected('not-in-program', 'The program prefers no partners');
  const { minMeetings, opportunityIdLength } = rules;
  const { partnerId, meetings, opportunity } = command;
  if (opportunityIdLength !== undefined && opportunity.ref.length !== opportunityIdLength) {
    const message = `The opportunity's id has ${opportunityIdLength} characters, not ${opportunity.ref.length}`;
    return rejected('opportunity-id-incomplete', message, 'ref');
  }
  if (meetings < minMeetings) {
    const message = `${minMeetings} meetings are needed before the choice`;
    return rejected('meetings-missing', message, 'meetings');
  }
  if (chosen?.partnerId === partnerId) return accepted();
  if (chosen) {
    const message = `"${chosen.partnerId}" is preferred since ${chosen.chosenOn}; remove it first`;
    return rejected('partner-preferred-already', message);
  }
  return accepted({ type: 'PreferredPartnerChosen', data: command });
}

export const removePartner = (
  { chosen }: PreferredPartner,
  { on }: { readonly on: IsoDate },
): Decision<PreferredPartnerEvent> =>
  chosen
    ? accepted({
        type: 'PreferredPartnerRemoved',
        data: { partnerId: chosen.partnerId, removedOn: on },
      })
    : rejected('no-partner-preferred', 'No partner is preferred for the opportunity');
