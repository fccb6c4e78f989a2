import { eventCatalog, type IsoDate } from '@accord/kernel';
import type { OpportunityRef } from '../deal.events';

/** Storage contracts: add, never rename. The reason of each stands in its envelope. */
export type PreferredPartnerEvent =
  | {
      readonly type: 'PreferredPartnerChosen';
      readonly data: {
        readonly programId: string;
        readonly opportunity: OpportunityRef;
        readonly partnerId: string;
        /** Meetings with the partner before the choice. */
        readonly meetings: number;
        readonly chosenOn: IsoDate;
      };
    }
  | {
      readonly type: 'PreferredPartnerRemoved';
      readonly data: { readonly partnerId: string; readonly removedOn: IsoDate };
    };

export const preferredPartnerEvents = eventCatalog<PreferredPartnerEvent>('preference', {
  PreferredPartnerChosen: { version: 1 },
  PreferredPartnerRemoved: { version: 1 },
});
