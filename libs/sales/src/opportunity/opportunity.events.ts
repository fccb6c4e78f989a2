import { eventCatalog, type IsoDate } from '@accord/kernel';

/** What the sales system says about an opportunity. No personal data: the owner is an opaque id. */
export interface OpportunityFacts {
  /** The sales system's own name of the stage, for example "3". */
  readonly stage: string;
  /** Last day on which the vendor's sales worked on it; null: never yet. */
  readonly lastActivityOn: IsoDate | null;
  readonly owner: string | null;
  /** Whether it renews something, and with growth or without. */
  readonly renewal: 'none' | 'flat' | 'growth';
  readonly customer: 'new' | 'existing';
  /** The sales system's id of the customer's account. */
  readonly account: string | null;
  /** Where the opportunity came from, for example "PQL". */
  readonly initialSource: string | null;
}

/** Storage contracts: add, never rename. */
export type OpportunityEvent =
  | {
      /** The first report, or one that changed something. Later reports replace all the facts. */
      readonly type: 'OpportunityReported';
      readonly data: OpportunityFacts & {
        readonly source: string;
        readonly ref: string;
        readonly reportedOn: IsoDate;
      };
    }
  | {
      readonly type: 'OpportunityClosed';
      readonly data: {
        readonly source: string;
        readonly ref: string;
        readonly result: 'won' | 'lost';
        readonly closedOn: IsoDate;
      };
    }
  | { readonly type: 'OpportunityReopened'; readonly data: { readonly reopenedOn: IsoDate } };

export const opportunityEvents = eventCatalog<OpportunityEvent>('opportunity', {
  OpportunityReported: { version: 1 },
  OpportunityClosed: { version: 1 },
  OpportunityReopened: { version: 1 },
});
